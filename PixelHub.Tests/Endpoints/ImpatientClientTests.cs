using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.EventLog;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

public sealed class ImpatientClientTests
{
    [Theory]
    [InlineData("/s/abc/pixel.gif")]
    [InlineData("/s/abc/click")]
    public async Task A_client_that_leaves_before_the_answer_is_recorded_and_no_error(string path)
    {
        var cancel = TestContext.Current.CancellationToken;
        using var captured = new CapturedLog();
        var log = new RecordingLog { Gate = new TaskCompletionSource() };
        await using var app = new HostedApp(services: s =>
        {
            s.AddSingleton<IEventLog>(log);
            captured.AddTo(s);
        });
        using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(app.Address.Host, app.Address.Port, cancel);
            await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"), cancel);
            await UntilAsync(() => log.Entries.Count == 1);
            socket.LingerState = new LingerOption(enable: true, seconds: 0); // a reset, not a farewell
        }

        await Task.Delay(100, cancel);
        log.Gate.SetResult();
        await UntilAsync(() => app.Service<IngestCounters>().Orphans == 1);
        await Task.Delay(100, cancel);

        Assert.Empty(captured.Complaints);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var attempt = 0; !condition(); attempt++)
        {
            Assert.True(attempt < 500, "It did not happen within five seconds.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
