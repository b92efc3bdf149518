using Microsoft.Extensions.Hosting;

namespace PixelHub.Core.Data.Countries;

/// <summary>Looks after the file of countries: reads it before anything listens, and again when it was replaced.</summary>
public sealed class CountryFileWatch(CountryFile file, CountryFileOptions options, TimeProvider time) : BackgroundService
{
    /// <summary>How long a new file may wait to be noticed.</summary>
    internal static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        file.Refresh();
        return options.File is null ? Task.CompletedTask : base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                file.Refresh();
            }
        }
    }
}
