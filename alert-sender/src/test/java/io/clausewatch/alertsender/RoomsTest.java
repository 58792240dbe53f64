package io.clausewatch.alertsender;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may know which other. */
@AnalyzeClasses(packages = "io.clausewatch.alertsender", importOptions = DoNotIncludeTests.class)
class RoomsTest {

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.clausewatch.alertsender.(*)..").should().beFreeOfCycles();

  /** What is to be told, and when, follows from what happened and from the time that it is told. */
  @ArchTest
  static final ArchRule THE_OUTBOX_IS_PURE =
      noClasses()
          .that()
          .resideInAPackage("..outbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", "java.net.http..", "java.util.concurrent..", "java.io..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(java.time.Clock.class, java.time.InstantSource.class);

  /** What is sent, and how, is no matter of Kafka's. */
  @ArchTest
  static final ArchRule DELIVERY_KNOWS_NO_KAFKA =
      noClasses()
          .that()
          .resideInAPackage("..delivery..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka..");
}
