using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Composition;

/// <summary>The management API and the health checks.</summary>
internal static class ApiServices
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<ExperimentAnswers>();
        services.AddSingleton<Readiness>();
        return services;
    }
}
