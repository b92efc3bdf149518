using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Composition;

/// <summary>The management API, reports of events, the health checks and the opt-out page.</summary>
internal static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<ExperimentAnswers>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<OptOutLink>();
        services.AddSingleton<EventsEndpoint>();
        services.AddSingleton<RecipientExports>();
        return services;
    }
}
