package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Chromium that is installed, without a window. What it complains about on its console, and what
 * keeps people from using a page, fails the test that looks at the page.
 */
final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> OPTIONS =
      List.of("--no-sandbox", "--disable-quic", "--disable-background-networking");
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private Browser(Path executable) {
    playwright =
        Playwright.create(
            new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(executable).setArgs(OPTIONS));
  }

  /** The Chromium of this machine: the one on its path; empty without any. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it. */
  static Browser start(Path executable) {
    return new Browser(executable);
  }

  /**
   * Opens a page of somebody who has not signed in.
   *
   * @param language what they prefer to read, such as en-GB
   * @param width of their window in pixels
   */
  Page page(String language, int width) {
    BrowserContext context =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setLocale(language)
                .setViewportSize(width, 900));
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          // A page that is refused is told of on the console too, and is no fault of the page.
          if (message.type().equals("error") && !message.text().contains("status of 4")) {
            complaints.add(page.url() + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(page.url() + ": " + error));
    return page;
  }

  /**
   * Holds a page to what all of them have to be, and takes a picture of it.
   *
   * @param name of the picture
   */
  void check(Page page, String name) {
    page.screenshot(
        new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    List<String> barriers =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .map(Browser::inWords)
                .toList();
    assertThat(barriers).as("what keeps people from using " + name).isEmpty();
    checkLayout(page, name);
  }

  /** Holds a page to what depends on language and width alone: this takes no time. */
  void checkLayout(Page page, String name) {
    assertThat(complaints).as("the browser's console at " + name).isEmpty();
    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .as(name + " fits into the window's width")
        .isEqualTo(true);
  }

  private static String inWords(Rule rule) {
    return rule.getId()
        + " ("
        + rule.getHelp()
        + "): "
        + rule.getNodes().stream().map(node -> String.valueOf(node.getHtml())).limit(5).toList();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
