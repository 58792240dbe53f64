package io.clausewatch.local.cli;

import io.clausewatch.local.client.ApiClient;
import io.clausewatch.local.terminal.CommandException;
import java.net.URI;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options of the commands that speak to a Clausewatch that runs. */
final class ConnectionArguments {

  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where Clausewatch runs. Default: ${DEFAULT-VALUE}")
  private URI url;

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description =
          "The bearer token; else the one of the local stack in DIR/tokens.properties. Better set"
              + " as CLAUSEWATCH_TOKEN.")
  private String token;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "The folder of the local stack, where its tokens are. Default: ${DEFAULT-VALUE}")
  private Path data;

  /**
   * A client of the API.
   *
   * @param role which of the local stack's tokens serves, where no token is given
   * @throws ParameterException when the URL is none, or there is no token
   * @throws CommandException when the tokens can't be read
   */
  ApiClient client(CommandContext context, ApiRole role) throws CommandException {
    boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!http
        || url.getHost() == null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new ParameterException(
          command.commandLine(),
          "--url: expected an address such as http://127.0.0.1:8080, found '" + url + "'");
    }
    return new ApiClient(url, token != null ? token : localToken(context, role));
  }

  private String localToken(CommandContext context, ApiRole role) throws CommandException {
    return context
        .localTokens()
        .token(data, role)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "There is no token: "
                        + data.resolve(LocalTokenSource.FILE)
                        + " does not exist. Start the local stack with `./clausewatch up`, name its"
                        + " folder by --data, or give a token by --token or CLAUSEWATCH_TOKEN."));
  }
}
