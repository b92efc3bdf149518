using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PixelHub.Tests.Support;

/// <summary>Everybody who gets the mail: fetches pixels and follows links, many at once, and remembers what was answered in full.</summary>
internal sealed class Audience : IDisposable
{
    private const int LongestField = 256;
    private static readonly string Bulk = new('€', LongestField);

    private readonly HttpClient _http;
    /// <summary>When the server has waited that long for its disk, it answers all the same; such an answer promises nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentBag<string> _answered = [];
    private readonly ConcurrentBag<string> _promised = [];
    private int _next;
    private int _answers;

    public Audience()
    {
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(20) })
        {
            Timeout = TimeSpan.FromSeconds(30),
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd(People.MailClient);
    }

    /// <summary>The marks of the fetches whose answer arrived whole: the pixel with all its bytes, or the redirect.</summary>
    public IReadOnlyCollection<string> Answered => _answered;

    /// <summary>Those of them that came so soon that the hit was on disk by then, whatever happened afterwards.</summary>
    public IReadOnlyCollection<string> Promised => _promised;

    /// <summary>How many pixels and redirects arrived whole.</summary>
    public int Answers => _answers;

    /// <summary>Fetches the pixel once as a new recipient, with a mark of its own as the campaign.</summary>
    /// <param name="pixel">Its address.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="isBulky">Whether the hit shall take as much room on disk as a hit can.</param>
    /// <returns>The mark.</returns>
    public async Task<string> OpenAsync(Uri pixel, CancellationToken cancellationToken, bool isBulky = false)
    {
        var mark = $"m{Interlocked.Increment(ref _next)}";
        var started = Stopwatch.GetTimestamp();
        var query = isBulky ? $"?c={(mark + Bulk)[..LongestField]}&l={Bulk}" : $"?r={mark}@example.test&c={mark}";
        using var response = await _http.GetAsync(new Uri(pixel, query), cancellationToken);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("image/gif", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Pixel, bytes);
        Note(mark, Stopwatch.GetElapsedTime(started));
        return mark;
    }

    /// <summary>Follows the link once as a new recipient.</summary>
    /// <returns>Where the answer sends the reader.</returns>
    public async Task<string?> ClickAsync(Uri click, CancellationToken cancellationToken)
    {
        var mark = $"c{Interlocked.Increment(ref _next)}";
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.GetAsync(new Uri(click, $"?r={mark}@example.test&c={mark}"), cancellationToken);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Note(mark, Stopwatch.GetElapsedTime(started));
        return response.Headers.Location?.OriginalString;
    }

    /// <summary>Opens the mail that many times, and follows its link half as often, some at once.</summary>
    public async Task VisitAsync(ScriptedExperiment experiment, int opens, CancellationToken cancellationToken)
    {
        foreach (var some in Enumerable.Range(0, opens).Chunk(50))
        {
            await Task.WhenAll(some.Select(async hit =>
            {
                await OpenAsync(experiment.Pixel, cancellationToken);
                if (hit % 2 == 0)
                {
                    await ClickAsync(experiment.Click, cancellationToken);
                }
            }));
        }
    }

    /// <summary>Keeps that many pixels and redirects in the air, each followed by the next, until the server stops answering or the token is cancelled.</summary>
    public Task StormAsync(ScriptedExperiment experiment, int concurrency, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, concurrency).Select(visitor => Task.Run(
            async () =>
            {
                try
                {
                    for (var visit = visitor; !cancellationToken.IsCancellationRequested; visit++)
                    {
                        if (visit % 4 == 0)
                        {
                            await ClickAsync(experiment.Click, cancellationToken);
                        }
                        else
                        {
                            await OpenAsync(experiment.Pixel, cancellationToken);
                        }
                    }
                }
                catch (Exception e) when (e is HttpRequestException or SocketException or IOException or OperationCanceledException)
                {
                    // The server is gone, and with it this answer: it does not count.
                }
            },
            CancellationToken.None)));

    /// <summary>Waits until that many answers have arrived in all.</summary>
    public async Task UntilAnsweredAsync(int count, ServerProcess server, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (_answers < count)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(90), $"Only {_answers} answers in {clock.Elapsed}:\n{server.Output}");
            await Task.Delay(5, cancellationToken);
        }
    }

    public void Dispose() => _http.Dispose();

    private void Note(string mark, TimeSpan took)
    {
        _answered.Add(mark);
        if (took < Patience)
        {
            _promised.Add(mark);
        }

        Interlocked.Increment(ref _answers);
    }

    /// <summary>The 43 bytes of the pixel, written down once more: here they are what the world expects, not what the product says.</summary>
    public static readonly byte[] Pixel = Convert.FromBase64String("R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");
}

/// <summary>User agents of people, as real programs send them.</summary>
internal static class People
{
    /// <summary>A desktop mail client.</summary>
    public const string MailClient = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.4.0";

    /// <summary>A desktop browser.</summary>
    public const string Browser = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36";
}
