using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PixelHub.Core.Catalog;
using PixelHub.Core.Classification;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;
using PixelHub.Web.Endpoints;

namespace PixelHub.Tests.Endpoints;

/// <summary>Only the public plane may run on the threads that serve the sockets: whatever blocks there holds up every pixel.</summary>
public sealed class SocketThreadTests : IAsyncLifetime
{
    private const string Pixel = "GET /s/abc/pixel.gif HTTP/1.1\r\nHost: x\r\n\r\n";

    private readonly InlineTransport _transport = new();
    private readonly ConcurrentQueue<string> _steps = new();
    private readonly TempFolder _folder = new();
    private readonly ManualResetEventSlim _blocked = new();
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IConnectionListenerFactory>(_transport);
        builder.Services.AddLog().AddSingleton<CatalogHolder>().AddSingleton<RuleSetHolder>().AddSingleton<IngestCounters>().AddSingleton(TimeProvider.System).AddSingleton<Tracker>();
        builder.Services.AddSingleton(new PersonKeys(new Core.Data.SecretFiles(new Core.Data.DatabaseOptions { DataDirectory = _folder.Path }), TimeProvider.System));
        builder.Services.AddSingleton(new Anonymity(new PrivacyOptions(), new OptOuts()));
        builder.Services.AddSingleton<ISecretStore>(new Core.Data.SecretFiles(new Core.Data.DatabaseOptions { DataDirectory = _folder.Path }));
        builder.Services.AddSingleton<SealedRecipients>().AddSingleton<OptOuts>().AddSingleton<IOptOutStore, NoOptOuts>().AddSingleton<OptOutLink>();
        builder.Services.AddSingleton<SendIntake>().AddSingleton<EventsEndpoint>();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.ConfigureEndpointDefaults(PublicConnection.Use);
            kestrel.ListenLocalhost(1);
        });
        _app = builder.Build();
        _app.Use(next => http =>
        {
            Note(http.Request.Path == "/s/abc/pixel.gif" ? "pixel" : "arrival");
            return next(http);
        });
        _app.UseMiddleware<PublicPlane>();
        _app.Run(HandleAsync);
        await _app.StartAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_pixel_is_handled_on_the_thread_that_delivers_it()
    {
        var client = _transport.Connect();
        await AwaitAcceptAsync(client);
        await client.SendAsync(Pixel);
        await client.ReceiveAsync("GIF89a");

        Assert.Equal("pixel on sockets", _steps.Last());
    }

    [Theory]
    [InlineData("POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n", "abc", "def", "ghi")]
    [InlineData("POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 21\r\n\r\n", "GET /s/", "GET /s/", "GET /s/")]
    [InlineData("POST /api HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", "3\r\nabc\r\n", "3\r\ndef\r\n", "0\r\n\r\n")]
    [InlineData(Pixel + "POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 21\r\n\r\n", "GET /s/", "GET /s/", "GET /s/")]
    [InlineData("PO", "ST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n", "abc", "def")]
    [InlineData("GET /s", "earch HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\n", "abc", "def")]
    public async Task A_handler_of_the_admin_plane_and_what_wakes_it_run_in_the_pool(params string[] pieces)
    {
        var client = _transport.Connect();
        await AwaitAcceptAsync(client);
        foreach (var piece in pieces)
        {
            await client.SendAsync(piece);
            await Task.Delay(20, TestContext.Current.CancellationToken); // the handler waits for the next piece
        }

        await client.ReceiveAsync("handled");
        var steps = _steps.Where(s => s.StartsWith("admin", StringComparison.Ordinal)).ToArray();
        Assert.True(steps.Length >= 3, string.Join('\n', _steps));
        Assert.All(steps, step => Assert.EndsWith("in the pool", step, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_that_waits_for_a_slow_client_goes_on_in_the_pool()
    {
        var client = _transport.Connect();
        await AwaitAcceptAsync(client);
        await client.SendAsync("GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        await client.ReceiveAsync("the end");

        Assert.All(_steps.Where(s => s.StartsWith("admin", StringComparison.Ordinal)), step => Assert.EndsWith("in the pool", step, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_handler_whose_client_is_gone_goes_on_in_the_pool()
    {
        var client = _transport.Connect();
        await AwaitAcceptAsync(client);
        await client.SendAsync("POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc");
        await UntilAsync(() => _steps.Count(s => s.StartsWith("admin", StringComparison.Ordinal)) >= 2);
        await client.ResetAsync();
        await UntilAsync(() => _steps.Any(s => s.StartsWith("admin fault", StringComparison.Ordinal)));

        Assert.Contains("admin fault in the pool", _steps);
    }

    [Fact]
    public async Task A_handler_that_blocks_delays_no_pixel()
    {
        var (blocking, reader) = (_transport.Connect(), _transport.Connect());
        await AwaitAcceptAsync(reader);
        await blocking.SendAsync(Pixel + "GET /block HTTP/1.1\r\nHost: x\r\n\r\n");
        await UntilAsync(() => _steps.Any(s => s.StartsWith("admin blocks", StringComparison.Ordinal)));
        await reader.SendAsync(Pixel);
        await reader.ReceiveAsync("GIF89a");
        _blocked.Set();
        await blocking.ReceiveAsync("handled");
    }

    public async ValueTask DisposeAsync()
    {
        _blocked.Set();
        await _app.DisposeAsync();
        _transport.Dispose();
        _folder.Dispose();
        _blocked.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        Note("admin begins");
        if (http.Request.Path == "/block")
        {
            Note("admin blocks");
            _blocked.Wait(TimeSpan.FromSeconds(10));
        }

        if (http.Request.Path == "/large")
        {
            for (var i = 0; i < 20; i++)
            {
                await http.Response.WriteAsync(new string('x', 2_000));
                Note("admin wrote");
            }

            await http.Response.WriteAsync("the end");
            return;
        }

        try
        {
            var buffer = new byte[100];
            while (await http.Request.Body.ReadAsync(buffer) > 0)
            {
                Note("admin read");
            }
        }
        catch (Exception ex) when (ex is IOException or OperationCanceledException)
        {
            Note("admin fault");
        }

        await http.Response.WriteAsync("handled");
    }

    /// <summary>The first bytes find the server reading only when it has taken the connection over, on a thread of the pool.</summary>
    private static async Task AwaitAcceptAsync(InlineTransport.Client client)
    {
        await client.SendAsync(Pixel);
        await client.ReceiveAsync("GIF89a");
        await Task.Delay(50, TestContext.Current.CancellationToken);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var attempt = 0; !condition(); attempt++)
        {
            Assert.True(attempt < 1_000, "It did not happen within ten seconds.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private void Note(string step) => _steps.Enqueue($"{step} {(Thread.CurrentThread.IsThreadPoolThread ? "in the pool" : "on sockets")}");
}
