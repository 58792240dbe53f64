/**
 * Sign-in with the organisation's own OpenID Connect provider: by the authorization code flow with
 * PKCE for people at the page, and by access tokens for programs at the API.
 *
 * <p>What it makes of both is a {@link io.clausewatch.http.Caller}; all that is said to a browser
 * stands in {@link io.clausewatch.signin.SignInRoutes}. No token, code or secret gets into a log or
 * a message.
 */
package io.clausewatch.signin;
