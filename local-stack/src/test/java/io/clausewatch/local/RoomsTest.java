package io.clausewatch.local;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which packages of the local stack may know which. */
@AnalyzeClasses(
    packages = "io.clausewatch.local",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.clausewatch.local.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule WHAT_SPEAKS_TO_ANY_INSTALLATION_KNOWS_NOTHING_OF_THE_LOCAL_STACK =
      noClasses()
          .that()
          .resideInAnyPackage("..local.cli..", "..local.client..", "..local.terminal..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..local.app..", "..local.launch..", "..local.demo..", "..local.stack..");

  @ArchTest
  static final ArchRule THE_SUPERVISOR_KNOWS_NO_COMMAND =
      noClasses()
          .that()
          .resideInAPackage("..local.stack..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..local.app..", "..local.launch..", "..local.cli..");
}
