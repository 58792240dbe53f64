package io.clausewatch.stream;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which packages of the stream processor may know which. */
@AnalyzeClasses(packages = "io.clausewatch", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.clausewatch.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_KNOWS_THE_APP =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.clausewatch.ingest..",
              "io.clausewatch.judging..",
              "io.clausewatch.alerting..",
              "io.clausewatch.indexing..",
              "io.clausewatch.replay..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.clausewatch.stream..");

  @ArchTest
  static final ArchRule JUDGING_ALERTING_AND_INDEXING_MEET_IN_KAFKA =
      noClasses()
          .that()
          .resideInAPackage("io.clausewatch.judging..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.clausewatch.alerting..", "io.clausewatch.indexing..");

  @ArchTest
  static final ArchRule ALERTING_KNOWS_NEITHER_JUDGING_NOR_INDEXING =
      noClasses()
          .that()
          .resideInAPackage("io.clausewatch.alerting..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.clausewatch.judging..", "io.clausewatch.indexing..");
}
