package io.clausewatch.local.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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

  /** Something happens that breaks a clause, and is found. */
  private static void disclose(String eventId) {
    door.send(List.of(Story.request(eventId, POLICY, MEMBER, "VERBAL_REQUEST", Instant.now())));
    door.settle();
  }

  private static void go(Page page, String path) {
    page.navigate(door.base().resolve(path).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "en-GB, en, 1280, true",
    "ko-KR, ko, 1280, false",
    "en-GB, en, 390, false",
    "ko-KR, ko, 390, true"
  })
  void everyPageCanBeReadByEverybody(
      String preferred, String language, int width, boolean thoroughly) {
    // What keeps people from using a page is asked of each language once, and of each width.
    BiConsumer<Page, String> check = thoroughly ? browser::check : browser::checkLayout;
    Page stranger = browser.page(preferred, width);
    go(stranger, "/");
    String suffix = "-" + language + (width == NARROW ? "-narrow" : "");
    check.accept(stranger, "sign-in" + suffix);

    Page page = signedIn(preferred, width);
    assertThat(page.locator("html")).hasAttribute("lang", language);
    List<String> paths = new ArrayList<>();
    page.locator("header nav a").all().forEach(link -> paths.add(link.getAttribute("href")));
    assertThat(paths).contains("/findings", "/deadlines");
    for (String path : paths) {
      go(page, path);
      assertThat(page.locator("h1")).hasCount(1);
      assertThat(page.locator("header nav a[aria-current=page]")).hasAttribute("href", path);
      check.accept(page, (path.equals("/") ? "overview" : path.substring(1)) + suffix);
    }
    go(page, "/findings");
    page.locator("main a[href^='/findings/']").first().click();
    assertThat(page.locator("blockquote")).isVisible();
    check.accept(page, "finding" + suffix);
    go(page, "/findings/none");
    check.accept(page, "unknown" + suffix);
    go(page, "/nowhere");
    assertThat(page.locator("h1")).hasCount(1);
    check.accept(page, "nowhere" + suffix);
    go(page, "/findings?severity=NONE");
    check.accept(page, "faulty" + suffix);
    go(page, "/findings?q=zzzzzz");
    check.accept(page, "nothing" + suffix);
    page.context().close();
    stranger.context().close();
  }

  /** From signing in to a record of one's own work, as on any other morning. */
  @ParameterizedTest
  @CsvSource({"en-GB, en", "ko-KR, ko"})
  void theOfficersMorning(String preferred, String language) throws Exception {
    String suffix = "-" + language;
    disclose("browser-morning-" + language);
    Page page = signedIn(preferred, WIDE);
    // What needs attention, and why.
    page.locator("main a[href^='/findings/']").first().click();
    assertThat(page.locator("blockquote p[lang=ko]")).isVisible();
    assertThat(page.locator(".facts li.event")).isVisible();
    page.selectOption("#decision", "ACKNOWLEDGED");
    page.fill("#assignee", "park");
    page.fill("#note", "Asked the desk on " + language);
    page.click(".triage button");
    assertThat(page.locator(".triage [role=status]")).isVisible();
    assertThat(page.locator(".history")).containsText("Asked the desk on " + language);

    // The clause in the whole of the policy.
    page.locator(".cite a").click();
    assertThat(page.locator("mark").first()).isVisible();
    browser.check(page, "policy" + suffix);

    // Everything that happened, and to whom.
    page.click("header a[href='/trail']");
    page.locator(".facets a[href*='policyId=" + POLICY + "']").first().click();
    assertThat(page.locator(".entries details").first()).isVisible();
    keepSearch(page, "Loen trail " + language);
    browser.check(page, "trail-searches" + suffix);

    // The person who asks.
    page.click("header a[href='/subjects']");
    page.fill("#subjectId", MEMBER);
    page.press("#subjectId", "Enter");
    assertThat(page.locator("h1")).isVisible();
    assertThat(page.url()).doesNotContain(MEMBER);
    browser.check(page, "subject" + suffix);
    page.fill("form[action$='/report'] input[name=subjectId]", MEMBER);
    page.fill("form[action$='/report'] input[name=reason]", "Request 2026-17");
    page.selectOption("form[action$='/report'] select[name=format]", "pdf");
    Download report = page.waitForDownload(() -> page.click("form[action$='/report'] button"));
    assertThat(new String(Files.readAllBytes(report.path()), 0, 5, ISO_8859_1)).isEqualTo("%PDF-");

    // Last month's access records.
    page.click("header a[href='/reviews']");
    String lastMonth = YearMonth.now(ZoneId.of("Asia/Seoul")).minusMonths(1).toString();
    page.click("a[href='/reviews/" + POLICY + "/" + lastMonth + "']");
    browser.check(page, "review" + suffix);
    page.fill("#note", "Looked at, nothing unusual.");
    page.click("form[action$='/sign-off'] button");
    assertThat(page.locator("main p[role=status]")).isVisible();
    assertThat(page.locator("main")).containsText("Looked at, nothing unusual.");

    // A search to come back to, and what all this left behind.
    go(page, "/findings?policyId=" + POLICY);
    keepSearch(page, "Loen " + language);
    door.settle();
    page.click("header a[href='/activity']");
    assertThat(page.locator("main table")).containsText("Request 2026-17");
    browser.check(page, "activity-morning" + suffix);
    page.click("form[action='/sign-out'] button");
    assertThat(page.locator("#token")).isVisible();
    page.context().close();
  }

  /** Keeps the search that is looked at, and opens the panel in which it stands then. */
  private static void keepSearch(Page page, String name) {
    page.locator(".tools summary").first().click();
    page.fill("#search-name", name);
    page.click("form[action$='/searches'] button");
    page.locator(".tools summary").first().click();
    assertThat(page.locator(".saved")).containsText(name);
  }

  @Test
  void aFindingIsReadAndDecidedAbout() {
    disclose("browser-decided");
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
    disclose("browser-many-1");
    disclose("browser-many-2");
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
    disclose("browser-keyboard");
    Page page = browser.page("en-GB", WIDE);
    go(page, "/findings?policyId=" + POLICY);
    assertThat(page.locator("#token")).isFocused();
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
    go(page, "/findings?status=ANY&policyId=" + POLICY);
    page.click("details.tool:has(form[action$=export]) summary");
    page.fill("#export-reason", "The authority asked for it");
    Download download =
        page.waitForDownload(() -> page.click("form[action='/v1/findings/export'] button"));
    assertThat(Files.readString(download.path())).contains("findingId", "LPC-LE");
    page.context().close();
  }
}
