using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Security;

/// <summary>Knows programs by <c>Authorization: Bearer ph_live_…</c>. Answers in problem+json; never leads a program to a login page.</summary>
public sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyCache keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "ApiKey";

    /// <summary>Type of the claims that hold what the key may do.</summary>
    public const string ScopeClaim = "scope";

    private const string Bearer = "Bearer ";

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (string.IsNullOrWhiteSpace(header))
        {
            return AuthenticateResult.NoResult();
        }

        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            || await keys.FindAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not { } key)
        {
            return AuthenticateResult.Fail("Unknown key.");
        }

        var claims = new List<Claim> { new(ClaimTypes.NameIdentifier, "key:" + key.Id.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, key.Name) };
        claims.AddRange(key.Scopes.Select(s => new Claim(ScopeClaim, s)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Name)), Name));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer realm=\"PixelHub\"";
        var problem = string.IsNullOrWhiteSpace(Request.Headers.Authorization.ToString())
            ? ApiProblem.MissingAuthorization()
            : ApiProblem.InvalidApiKey();
        return problem.ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblem.InsufficientScope(Context.GetEndpoint()?.Metadata.GetMetadata<NeededScope>()?.Scope).ExecuteAsync(Context);
}
