package io.clausewatch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;

/** The judge is a function: it can't reach a broker, a clock, a file or a random number. */
@AnalyzeClasses(packages = "io.clausewatch", importOptions = ImportOption.DoNotIncludeTests.class)
class PurityTest {

  private static final String[] PURE = {"io.clausewatch.facts..", "io.clausewatch.judge.."};

  @ArchTest
  static final ArchRule NO_KAFKA =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.clausewatch.facts..", "io.clausewatch.judge..", "io.clausewatch.policy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", "io.confluent..", "co.elastic..", "io.javalin..");

  @ArchTest
  static final ArchRule NO_IO =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..", "java.nio.file..", "java.net..", "java.util.concurrent..");

  @ArchTest
  static final ArchRule NO_CLOCK =
      noClasses()
          .that()
          .resideInAnyPackage("io.clausewatch..")
          .and()
          .resideOutsideOfPackage("io.clausewatch.contract..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(LocalDate.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule NO_CYCLES =
      SlicesRuleDefinition.slices().matching("io.clausewatch.(*)..").should().beFreeOfCycles();
}
