using PixelHub.Core.Commit;
using PixelHub.Core.Data;
using PixelHub.Core.Ingestion;

namespace PixelHub.Web.Composition;

/// <summary>Erases without a server: first the events that the last one left in its log are committed, then all goes its usual way.</summary>
internal static class LoneEraser
{
    /// <summary>Does what is to be done, unless a server is there that will.</summary>
    /// <returns>False when a server is there.</returns>
    public static async Task<bool> TryRunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        if (!services.GetRequiredService<DataFolderOwner>().TryTakeOver())
        {
            return false;
        }

        await services.GetRequiredService<IOptOutStore>().LoadAsync(cancellationToken);
        using var committer = ActivatorUtilities.CreateInstance<Committer>(services);
        using var eraser = ActivatorUtilities.CreateInstance<Eraser>(services);
        await committer.StartAsync(cancellationToken);
        try
        {
            await eraser.RunAsync(cancellationToken);
        }
        finally
        {
            await committer.StopAsync(CancellationToken.None);
        }

        return true;
    }
}
