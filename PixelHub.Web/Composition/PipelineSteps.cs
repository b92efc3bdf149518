using PixelHub.Core.Catalog;
using PixelHub.Core.Data;
using PixelHub.Core.Ingestion;
using PixelHub.Core.RuleEditing;
using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Composition;

/// <summary>Steps of the start and of the pipeline that need more than one line.</summary>
internal static class PipelineSteps
{
    /// <summary>Brings the database to this version and the catalog into memory, before anything listens.</summary>
    /// <exception cref="StartupException">The data folder or the database cannot be used.</exception>
    public static async Task PrepareDataAsync(this WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        await app.PrepareDatabaseAsync(stopping);
        app.Services.GetRequiredService<DataFolderOwner>().TakeOver();
        await app.Services.GetRequiredService<IExperimentStore>().LoadAsync(stopping);
        await app.Services.GetRequiredService<IOptOutStore>().LoadAsync(stopping);
        await app.Services.GetRequiredService<IRuleStore>().LoadAsync(stopping);
    }

    /// <summary>Brings the database to this version: all that a subcommand needs, which may run beside the server.</summary>
    /// <exception cref="StartupException">The data folder or the database cannot be used.</exception>
    public static Task PrepareDatabaseAsync(this WebApplication app, CancellationToken cancellationToken) =>
        app.Services.GetRequiredService<DatabaseStartup>().PrepareAsync(cancellationToken);

    /// <summary>Answers faults of the admin plane without their details.</summary>
    public static void UseFaultResponses(this IApplicationBuilder app) =>
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = FaultResponse.WriteAsync, AllowStatusCode404Response = true });
}
