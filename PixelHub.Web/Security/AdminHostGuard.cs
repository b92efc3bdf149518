using PixelHub.Web.Composition;
using PixelHub.Web.Endpoints;

namespace PixelHub.Web.Security;

/// <summary>Hides dashboard and management API on all hosts but the configured ones. The public plane does not come this far; health checks ask by whatever name.</summary>
public sealed class AdminHostGuard(RequestDelegate next, PixelHubOptions options)
{
    private readonly HostString[] _hosts = [.. options.AdminHosts.Select(h => new HostString(h))];

    /// <summary>Answers 404 on other hosts, as if there were nothing.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (_hosts.Length == 0 || IsAdminHost(http.Request.Host) || http.Request.Path.StartsWithSegments(HealthEndpoints.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private bool IsAdminHost(HostString asked)
    {
        foreach (var host in _hosts)
        {
            // A configured host without a port stands for itself on any port: proxies and containers map ports.
            if (string.Equals(host.Host, asked.Host, StringComparison.OrdinalIgnoreCase) && (host.Port is null || host.Port == asked.Port))
            {
                return true;
            }
        }

        return false;
    }
}
