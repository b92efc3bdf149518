using Microsoft.AspNetCore.Http.HttpResults;
using PixelHub.Core.Commit;

namespace PixelHub.Web.Endpoints;

/// <summary>For whoever restarts the process or sends traffic to it. Strangers learn one word.</summary>
public static class HealthEndpoints
{
    /// <summary>Where both stand.</summary>
    public const string Prefix = "/health";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix).AllowAnonymous();
        group.MapMethods("live", Methods, Live);
        group.MapMethods("ready", Methods, ReadyAsync);
    }

    private static ContentHttpResult Live() => TypedResults.Text("live\n");

    private static async Task<ContentHttpResult> ReadyAsync(Readiness readiness, CancellationToken cancellationToken) =>
        await readiness.IsReadyAsync(cancellationToken)
            ? TypedResults.Text("ready\n")
            : TypedResults.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>Whether the server can do all of its work. Pixels and links are answered even when it cannot.</summary>
public sealed class Readiness(ICommitStore database, IHostApplicationLifetime lifetime, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private (bool IsReady, long At)? _last;

    /// <summary>Whether the database answers and the server is not shutting down. Asked of the database at most once a second, whoever asks how often.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested || !lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return false;
        }

        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            if (_last is not { } last || time.GetElapsedTime(last.At) > Freshness)
            {
                _last = last = (await AskAsync(), time.GetTimestamp());
            }

            return last.IsReady;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<bool> AskAsync()
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            await database.ReadCheckpointAsync(patience.Token).WaitAsync(patience.Token);
            return true;
        }
        catch (Exception)
        {
            return false; // the committer meets the same fault and reports it
        }
    }
}
