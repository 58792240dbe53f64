package io.clausewatch.local.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The pages as a privacy officer uses them, in a real browser. Where no Chromium is installed it
 * says so loudly; where the variable {@code CI} is set, it fails.
 */
@ExtendWith(OneSystem.class)
class BrowserIT {
  private static final String MEMBER = "browser-member-1";
  private static final String POLICY = "loen-partner-center";
  private static final int WIDE = 1280;
  private static final int NARROW = 390;

  private static Browser browser;
  private static Door door;

  @BeforeAll
  static void open(RunningSystem running) {
    Optional<Path> chromium = Browser.installed();
    if (chromium.isEmpty() && System.getenv("CI") == null) {
      System.err.printf(
          "%n%s%nNo Chromium is installed: the pages were NOT looked at in a browser%n%1$s%n%n",
          "#".repeat(100));
      assumeTrue(false, "no Chromium is installed");
    }
    browser = Browser.start(chromium.orElseThrow());
    door = running.door();
    List<JsonNode> events = new ArrayList<>();
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    for (int i = 0; i < 8; i++) {
      events.add(
          Story.request(
              "browser-" + i,
              POLICY,
              i < 5 ? MEMBER : "browser-member-2",
              i % 2 == 0 ? "VERBAL_REQUEST" : "WARRANT",
              now.minus(i, ChronoUnit.HOURS)));
      events.add(
          Story.read("browser-read-" + i, POLICY, MEMBER, "analytics", now.minusSeconds(60L * i)));
    }
    door.send(events);
    door.settle();
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Signs in as an officer does: with the token that was handed out. */
  private static Page signedIn(String language, int width) {
    Page page = browser.page(language, width);
    page.navigate(door.base().toString());
    page.fill("#token", door.tokens().officer());
    page.press("#token", "Enter");
    assertThat(page.locator("header nav")).isVisible();
    return page;
  }

  private static void go(Page page, String path) {
    page.navigate(door.base().resolve(path).toString());
  }

  @ParameterizedTest
  @CsvSource({"en-GB, en, 1280", "ko-KR, ko, 1280", "en-GB, en, 390", "ko-KR, ko, 390"})
  void everyPageCanBeReadByEverybody(String preferred, String language, int width) {
    Page stranger = browser.page(preferred, width);
    go(stranger, "/");
    String suffix = "-" + language + (width == NARROW ? "-narrow" : "");
    browser.check(stranger, "sign-in" + suffix);

    Page page = signedIn(preferred, width);
    assertThat(page.locator("html")).hasAttribute("lang", language);
    List<String> paths = new ArrayList<>();
    page.locator("header nav a").all().forEach(link -> paths.add(link.getAttribute("href")));
    assertThat(paths).contains("/findings", "/deadlines");
    for (String path : paths) {
      go(page, path);
      assertThat(page.locator("h1")).hasCount(1);
      assertThat(page.locator("header nav a[aria-current=page]")).hasAttribute("href", path);
      browser.check(page, (path.equals("/") ? "overview" : path.substring(1)) + suffix);
    }
    go(page, "/findings");
    page.locator("main a[href^='/findings/']").first().click();
    assertThat(page.locator("blockquote")).isVisible();
    browser.check(page, "finding" + suffix);
    go(page, "/findings/none");
    browser.check(page, "unknown" + suffix);
    go(page, "/findings?severity=NONE");
    browser.check(page, "faulty" + suffix);
    go(page, "/findings?q=zzzzzz");
    browser.check(page, "nothing" + suffix);
    page.context().close();
    stranger.context().close();
  }

  @Test
  void aFindingIsReadAndDecidedAbout() {
    Page page = signedIn("en-GB", WIDE);
    go(page, "/findings?policyId=" + POLICY + "&clauseId=LPC-LE&q=warrant");
    assertThat(page.locator("td mark").first()).isVisible();
    page.locator("main a[href^='/findings/']").first().click();
    assertThat(page.locator("blockquote p[lang=ko]")).isVisible();
    page.selectOption("#decision", "RESOLVED/FIXED");
    page.fill("#assignee", "park");
    page.fill("#note", "The desk asks for a warrant from now on.");
    page.click("form[action$='/status'] button");
    assertThat(page.locator(".triage [role=status]")).isVisible();
    assertThat(page.locator(".history")).containsText("The desk asks for a warrant from now on.");
    browser.check(page, "finding-decided");
    page.context().close();
  }

  @Test
  void manyAreDecidedAboutAtOnce() {
    Page page = signedIn("en-GB", WIDE);
    go(page, "/findings?policyId=" + POLICY + "&status=OPEN");
    assertThat(page.locator("input[name=selected]").first()).isVisible();
    page.locator("input[name=selected]").nth(0).check();
    page.locator("input[name=selected]").nth(1).check();
    page.selectOption("#decision", "ACKNOWLEDGED");
    page.click(".bulk button");
    assertThat(page.locator("main p.notice")).containsText("2 findings were changed");
    browser.check(page, "findings-changed");
    page.context().close();
  }

  @Test
  void withTheKeyboardAlone() {
    Page page = browser.page("en-GB", WIDE);
    go(page, "/findings?policyId=" + POLICY);
    page.keyboard().type(door.tokens().officer());
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Findings");

    page.keyboard().press("Tab");
    assertThat(page.locator(".skip")).isFocused();
    page.keyboard().press("Enter");
    tabTo(page, "a[href^='/findings/']");
    page.keyboard().press("Enter");
    assertThat(page.locator("blockquote")).isVisible();
    tabTo(page, "#decision");
    page.keyboard().type("Ack");
    tabTo(page, "#note");
    page.keyboard().type("Looked at without a mouse.");
    tabTo(page, ".triage button");
    page.keyboard().press("Enter");
    assertThat(page.locator(".history")).containsText("Looked at without a mouse.");
    page.context().close();
  }

  /** Goes on with the tabulator until something has the focus, which has to be seen. */
  private static void tabTo(Page page, String selector) {
    for (int i = 0; i < 200; i++) {
      page.keyboard().press("Tab");
      if ((Boolean) page.evaluate("s => document.activeElement.matches(s)", selector)) {
        assertThat((Boolean) page.evaluate("document.activeElement.matches(':focus-visible')"))
            .isTrue();
        return;
      }
    }
    throw new AssertionError("The tabulator does not lead to " + selector);
  }

  @Test
  void whatIsFoundCanBeTakenAlong() throws Exception {
    Page page = signedIn("en-GB", WIDE);
    go(page, "/findings?policyId=" + POLICY);
    page.click("details.tool:has(form[action$=export]) summary");
    page.fill("#export-reason", "The authority asked for it");
    Download download =
        page.waitForDownload(() -> page.click("form[action='/v1/findings/export'] button"));
    assertThat(Files.readString(download.path())).contains("findingId", "LPC-LE");
    page.context().close();
  }
}
