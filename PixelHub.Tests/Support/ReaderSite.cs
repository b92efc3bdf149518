using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PixelHub.Tests.Support;

/// <summary>The world of the reader: a mail shown by a web mailer, and the shop that its link leads to. A site of its own on this machine.</summary>
internal sealed class ReaderSite : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, string> _mails = new(StringComparer.Ordinal);

    private ReaderSite()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/mail/{name}", (string name) => Page(_mails[name]));
        _app.MapGet("/shop", () => Page("<title>Shop</title><h1>Everything is half price</h1>"));
    }

    /// <summary>Where the link of the mail shall lead.</summary>
    public string Shop => $"{Origin}/shop?from=mail&sig=a%2Fb%3D";

    private string Origin => _app.Urls.Single();

    public static async Task<ReaderSite> StartAsync(CancellationToken cancellationToken)
    {
        var site = new ReaderSite();
        await site._app.StartAsync(cancellationToken);
        return site;
    }

    /// <summary>Delivers a mail.</summary>
    /// <param name="name">Its name in the address.</param>
    /// <param name="html">Its body.</param>
    /// <returns>Where its reader opens it.</returns>
    public string Deliver(string name, string html)
    {
        _mails[name] = $"<title>Mail</title><h1>Our summer sale</h1>{html}";
        return $"{Origin}/mail/{name}";
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static IResult Page(string body) => Results.Content($"<!doctype html><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\">{body}", "text/html");
}
