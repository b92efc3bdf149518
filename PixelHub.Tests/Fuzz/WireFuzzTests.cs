using System.Net.Sockets;
using System.Text;
using PixelHub.Core.Accounts;
using PixelHub.Core.Catalog;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Fuzz;

/// <summary>Hostile requests over a real socket, to the whole product with its log and its database behind.</summary>
public sealed class WireFuzzTests
{
    private static readonly string[] HeaderNames =
        ["User-Agent", "Referer", "Purpose", "Sec-Purpose", "X-Moz", "Sec-GPC", "DNT", "Accept", "Accept-Encoding", "Cookie", "Authorization", "X-Forwarded-For", "CF-IPCountry", "Range", "If-None-Match", "Origin"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pixel_answers_its_43_bytes_and_the_link_leads_on_whatever_stands_in_a_sound_request()
    {
        await using var site = await Site.StartAsync();
        var run = FuzzRun.Start();
        while (run.GoesOn)
        {
            var isPixel = run.Chance.Next(3) > 0;
            var recipient = run.Chance.Next(2) == 0 ? "" : Bytes(run.Chance, "/?.") + "/";
            var request = $"{(run.Chance.Next(8) == 0 ? "HEAD" : "GET")} /s/{(run.Chance.Next(4) == 0 ? Bytes(run.Chance, "/?.") + "x" : "abc")}/{recipient}{(isPixel ? "pixel.gif" : "click")}?{Bytes(run.Chance, "")} HTTP/1.1\r\n{Headers(run.Chance)}";

            var answer = await SendAsync(site.Address, request + $"Host: {site.Address.Authority}\r\nConnection: close\r\n\r\n");

            var head = request.StartsWith("HEAD", StringComparison.Ordinal);
            Assert.True(answer is not null && (isPixel ? answer.Status == 200 && answer.Body.Length == (head ? 0 : 43) : answer.Status is 302 or 404), run.Told($"{answer?.StatusLine} to {request}"));
        }

        await site.AssertSoundAsync();
    }

    [Fact]
    public async Task Garbage_gets_a_refusal_or_nothing_and_the_next_reader_their_pixel()
    {
        await using var site = await Site.StartAsync();
        var run = FuzzRun.Start();
        while (run.GoesOn)
        {
            var garbage = run.Chance.Next(3) == 0
                ? FuzzText.Noise(run.Chance, 0x100)
                : FuzzText.Mutated(run.Chance, $"GET /s/abc/pixel.gif?r=u1 HTTP/1.1\r\nHost: {site.Address.Authority}\r\nUser-Agent: {FuzzText.Next(run.Chance)}\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody");

            var answer = await SendAsync(site.Address, garbage, isAll: true);

            Assert.True(answer is null || answer.Status < 500 || answer.Status == 505, run.Told($"{answer?.StatusLine} to {garbage}"));
        }

        await site.AssertSoundAsync();
    }

    [Fact]
    public async Task Any_body_to_the_events_gets_an_answer_that_is_no_fault_of_ours()
    {
        await using var site = await Site.StartAsync();
        using var program = await site.App.ProgramAsync(ApiScopes.EventsWrite);
        var run = FuzzRun.Start();
        while (run.GoesOn)
        {
            var body = FuzzText.Mutated(run.Chance, """[{"event":"send","experiment":"abc","recipient":"u1"},{"event":"send","experiment":"abc","messageId":"m1","timestamp":"2026-03-14T12:00:00Z"}]""");
            using var content = new StringContent(body, Encoding.UTF8, "text/plain");
            using var answer = await program.PostAsync(new Uri("/s/events", UriKind.Relative), content, Cancel);

            Assert.True((int)answer.StatusCode is 200 or 400, run.Told($"{answer.StatusCode} to {body}"));
        }

        await site.AssertSoundAsync();
    }

    /// <summary>Bytes that a request line or a header may hold, and those that RequestLineRepair lets pass; one char for each.</summary>
    private static string Bytes(Random chance, string except)
    {
        var text = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(FuzzText.Next(chance) ?? ""));
        return string.Concat(text.Take(2_000).Where(c => c is >= ' ' and not '\x7f' && !except.Contains(c, StringComparison.Ordinal)));
    }

    private static string Headers(Random chance)
    {
        var headers = new StringBuilder();
        foreach (var name in HeaderNames.Where(_ => chance.Next(4) == 0))
        {
            headers.Append(name).Append(": ").Append(Bytes(chance, "")).Append("\r\n");
        }

        return headers.ToString();
    }

    /// <summary>Sends bytes and reads until the server closes.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="request">One char for each byte.</param>
    /// <param name="isAll">
    /// Whether to say that nothing more comes, because the request may be cut off. The server takes that for the client's end, and may answer no more.
    /// </param>
    /// <returns>Null when the server closed without an answer.</returns>
    private static async Task<RawAnswer?> SendAsync(Uri server, string request, bool isAll = false)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host, server.Port, Cancel);
        await using var stream = socket.GetStream();
        using var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Concat(request.Select(c => c < 0x100 ? c : '?'))), Cancel);
            if (isAll)
            {
                socket.Client.Shutdown(SocketShutdown.Send);
            }

            await stream.CopyToAsync(received, Cancel).WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // Refused while it was still being sent; what was answered before that stands.
        }

        return received.Length == 0 ? null : RawAnswer.Parse(received.ToArray());
    }

    /// <summary>The product with one running experiment, and ears for its complaints.</summary>
    private sealed class Site(HostedApp app, CapturedLog log) : IAsyncDisposable
    {
        public HostedApp App { get; } = app;

        public Uri Address { get; } = app.Address;

        public static async Task<Site> StartAsync()
        {
            var log = new CapturedLog();
            var app = new HostedApp(services: log.AddTo);
            var experiment = await app.SaveAsync(new ExperimentDraft { Name = "N", Slug = "abc", DestinationUrl = "https://example.test/", Variants = [new()] });
            await app.Service<IExperimentStore>().TransitionAsync(experiment.Uid, Transition.Start, Cancel);
            return new Site(app, log);
        }

        /// <summary>Nothing was a fault, and the next reader gets what they should.</summary>
        public async Task AssertSoundAsync()
        {
            Assert.Empty(log.Complaints);
            Assert.Equal(0, App.Service<IngestCounters>().Lost);
            var answer = await SendAsync(Address, $"GET /s/abc/pixel.gif HTTP/1.1\r\nHost: {Address.Authority}\r\nConnection: close\r\n\r\n");
            Assert.Equal((200, 43), (answer!.Status, answer.Body.Length));
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            log.Dispose();
        }
    }
}
