using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using PixelHub.Web.Components;
using PixelHub.Web.Components.State;
using PixelHub.Web.Health;
using PixelHub.Web.Security;
using Radzen;

namespace PixelHub.Web.Composition;

/// <summary>The dashboard: Blazor Server with Radzen's components.</summary>
internal static class DashboardServices
{
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddRadzenComponents();
        services.AddAntiforgery(static antiforgery =>
        {
            antiforgery.Cookie.Name = "pixelhub-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton<LiveFigures>();
        services.AddSingleton<SystemWatch>();
        services.AddSingleton<SetupToken>();
        services.AddSingleton<FirstRun>();
        services.AddHostedService<FirstRunNotice>();
        services.AddHsts(static hsts => hsts.MaxAge = TimeSpan.FromDays(180));
        services.Configure<CircuitOptions>(static circuit => circuit.DetailedErrors = false);
        return services;
    }

    /// <summary>Gives a person with a mistyped address a page with a way out. Programs get the bare 404.</summary>
    public static void UseNotFoundPage(this IApplicationBuilder app) => app.UseWhen(
        static http => HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase),
        static branch => branch.UseStatusCodePagesWithReExecute("/not-found"));

    public static void MapDashboard(this WebApplication app)
    {
        app.MapStaticAssets();
        // The policy against frames is in SecurityHeaders already; a second one would only confuse.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(static circuit => circuit.ContentSecurityFrameAncestorsPolicy = null);
    }
}
