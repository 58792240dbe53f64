package io.clausewatch.platform;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which packages of the platform may know which. */
@AnalyzeClasses(
    packages = "io.clausewatch.platform",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.clausewatch.platform.(*)..").should().beFreeOfCycles();
}
