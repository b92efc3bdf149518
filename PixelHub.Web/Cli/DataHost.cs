using Microsoft.Extensions.Logging.Console;
using PixelHub.Web.Composition;

namespace PixelHub.Web.Cli;

/// <summary>The services a subcommand works with, on the same data folder as the server, which may be running. Serves nothing and commits nothing.</summary>
internal static class DataHost
{
    /// <summary>Does something with the database, which is made where there is none.</summary>
    public static async Task<int> RunAsync(IEnumerable<string> settings, Func<IServiceProvider, CancellationToken, Task<int>> action, CancellationToken cancellationToken)
    {
        var builder = ServerBuilder.Create(settings);
        // Standard output belongs to the answer; a filter for one provider wins over the levels in appsettings.json.
        builder.Logging.ClearProviders()
            .AddConsole(static console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .AddFilter<ConsoleLoggerProvider>(category: null, LogLevel.Warning);
        builder.Services.AddPixelHubData().AddAccounts().AddIngestion(); // what writes the log is made by nobody but a command that asks for it
        await using var app = builder.Build();
        await app.PrepareDatabaseAsync(cancellationToken);
        await using var scope = app.Services.CreateAsyncScope();
        return await action(scope.ServiceProvider, cancellationToken);
    }
}
