using PixelHub.Core.Commit;
using PixelHub.Core.Data;
using PixelHub.Core.Data.Countries;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Composition;

/// <summary>The start of every process: where settings come from, and what they are.</summary>
public static class ServerBuilder
{
    /// <summary>A builder with the settings read and checked; the server and the subcommands begin with the same one.</summary>
    /// <param name="args">Settings on the command line.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Settings are wrong; one sentence for each.</exception>
    public static WebApplicationBuilder Create(IEnumerable<string> args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Settings are read once: watching their files would only use up the machine's watchers.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ApplicationName = typeof(ServerBuilder).Assembly.GetName().Name,
            // appsettings.json and wwwroot stand beside the program, wherever it is started from; the data folder is relative to there.
            ContentRootPath = AppContext.BaseDirectory,
        });

        // This category begins an activity and a scope for each request as long as anything of it is on. Nobody reads them.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // Assets of packages are found by a list that only the build output has; a published server has them in wwwroot.
        builder.WebHost.UseStaticWebAssets();

        var options = SettingsReader.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(new DatabaseOptions
        {
            DataDirectory = options.DataDirectory,
            ConnectionString = options.Database.ConnectionString,
            OwnHosts = options.PublicUrl is { } url ? [new Uri(url).Authority] : [],
        });
        builder.Services.AddSingleton(options.EventLog);
        builder.Services.AddSingleton(new RetentionOptions(options.RetentionDays));
        builder.Services.AddSingleton(new PrivacyOptions(options.PrivacySignals, options.AddressMode));
        builder.Services.AddSingleton(new CountryFileOptions(options.CountryDatabase));
        builder.Services.AddSingleton(TimeProvider.System);
        return builder;
    }
}
