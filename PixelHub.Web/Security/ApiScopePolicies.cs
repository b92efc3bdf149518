using Microsoft.AspNetCore.Authorization;
using PixelHub.Core.Accounts;

namespace PixelHub.Web.Security;

/// <summary>Which scope a call needs; told to the program that lacks it.</summary>
/// <param name="Scope">One of <see cref="ApiScopes"/>.</param>
public sealed record NeededScope(string Scope);

/// <summary>One policy for each scope of an API key.</summary>
public static class ApiScopePolicies
{
    /// <summary>Any good key.</summary>
    public const string AnyKey = "api-key";

    /// <summary>Makes the policies. <see cref="ApiScopes.Admin"/> may do everything.</summary>
    public static void AddApiScopePolicies(this AuthorizationBuilder authorization)
    {
        authorization.AddPolicy(AnyKey, policy => policy.AddAuthenticationSchemes(ApiKeyHandler.Name).RequireAuthenticatedUser());
        foreach (var scope in ApiScopes.All)
        {
            authorization.AddPolicy(NameOf(scope), policy => policy
                .AddAuthenticationSchemes(ApiKeyHandler.Name)
                .RequireAuthenticatedUser()
                .RequireClaim(ApiKeyHandler.ScopeClaim, scope, ApiScopes.Admin));
        }
    }

    /// <summary>Lets only keys with the scope call the endpoint.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoint, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(NameOf(scope)).WithMetadata(new NeededScope(scope));

    private static string NameOf(string scope) => "scope " + scope;
}
