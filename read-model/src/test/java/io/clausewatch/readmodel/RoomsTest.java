package io.clausewatch.readmodel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the documents and their catalogue may know. */
@AnalyzeClasses(
    packages = "io.clausewatch.readmodel",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.clausewatch.(readmodel..)").should().beFreeOfCycles();

  /** The command knows them, and has no client of Elasticsearch. */
  @ArchTest
  static final ArchRule DOCUMENTS_KNOW_NO_SERVER =
      noClasses()
          .that()
          .resideInAPackage("io.clausewatch.readmodel")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("co.elastic..", "org.apache.kafka..", "io.clausewatch.platform..");
}
