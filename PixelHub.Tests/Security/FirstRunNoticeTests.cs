using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PixelHub.Tests.Support;
using PixelHub.Web.Security;

namespace PixelHub.Tests.Security;

public sealed class FirstRunNoticeTests
{
    [Fact]
    public async Task A_database_that_does_not_answer_does_not_end_a_server_that_listens_already()
    {
        using var captured = new CapturedLog();
        using var loggers = new LoggerFactory([captured]);
        using var firstRun = new FirstRun(new NoDatabase());
        using var server = new NoServer();
        var notice = new FirstRunNotice(firstRun, new SetupToken(), server, loggers.CreateLogger<FirstRunNotice>());

        await notice.StartedAsync(TestContext.Current.CancellationToken);

        Assert.Single(captured.Complaints);
    }

    private sealed class NoDatabase : IServiceScopeFactory
    {
        public IServiceScope CreateScope() => throw new IOException("The database does not answer.");
    }

    private sealed class NoServer : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
