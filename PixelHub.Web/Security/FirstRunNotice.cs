using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace PixelHub.Web.Security;

/// <summary>Tells the log, once the server listens, where the first administrator is made: only while there is no user.</summary>
public sealed class FirstRunNotice(FirstRun firstRun, SetupToken token, IServer server, ILogger<FirstRunNotice> logger) : IHostedLifecycleService
{
    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (IsDue())
        {
            var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
                .Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal) ?? "";
            SecurityMessages.SetupIsOpen(logger, $"{address}/setup?token={token.Value}");
        }

        return Task.CompletedTask;
    }

    /// <summary>A database that does not answer at this moment must not end a server that answers mails already.</summary>
    private bool IsDue()
    {
        try
        {
            return firstRun.IsDue();
        }
        catch (Exception exception)
        {
            SecurityMessages.UsersUnknown(logger, exception);
            return false;
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
