using PixelHub.Tests.Support;

namespace PixelHub.Tests.Endpoints;

/// <summary>Requests that are none: strangers send them at will, so they must cost no line in the log.</summary>
public sealed class RefusedRequestTests
{
    [Theory]
    [InlineData("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")] // found by the fuzzing
    [InlineData("99999999999999999999999999")]
    [InlineData("-1")]
    [InlineData("four")]
    public async Task A_length_that_is_none_is_refused_in_silence(string length)
    {
        using var log = new CapturedLog();
        await using var app = new HostedApp(services: log.AddTo);

        var answer = await RawHttp.SendAsync(app.Address, $"GET /s/abc/pixel.gif HTTP/1.1\r\nContent-Length: {length}");

        Assert.Equal(400, answer.Status);
        Assert.Empty(log.Complaints);
    }
}
