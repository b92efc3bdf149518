using Microsoft.AspNetCore.Components.Server;
using Radzen;

namespace PixelHub.Web.Composition;

/// <summary>The dashboard: Blazor Server with Radzen's components.</summary>
internal static class DashboardServices
{
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddRadzenComponents();
        services.AddAntiforgery(static antiforgery =>
        {
            antiforgery.Cookie.Name = "pixelhub-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddHsts(static hsts => hsts.MaxAge = TimeSpan.FromDays(180));
        services.Configure<CircuitOptions>(static circuit => circuit.DetailedErrors = false);
        return services;
    }

    public static void MapDashboard(this WebApplication app)
    {
        app.MapStaticAssets();
    }
}
