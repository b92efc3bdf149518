using PixelHub.Web.Cli;
using PixelHub.Web.Composition;
using PixelHub.Web.Endpoints;
using PixelHub.Web.Security;

return await CommandLine.RunAsync(args, ServeAsync);

static async Task<int> ServeAsync(string[] args)
{
    SocketThreads.Use();
    var builder = ServerBuilder.Create(args);
    builder.AddKestrelSettings();
    builder.Services
        .AddPixelHubData()
        .AddIngestion()
        .AddAmbientHttpContext()
        .AddAccounts()
        .AddSignIn()
        .AddApi()
        .AddDashboard();

    var app = builder.Build();
    await app.PrepareDataAsync();

    // First the public plane, with nothing before it but the client's address: no cookie, no session, no error page.
    app.UseTrustedProxies();
    app.UseMiddleware<PublicPlane>();

    // Then the admin plane.
    app.UseAmbientHttpContext();
    app.UseFaultResponses();
    app.UseMiddleware<AdminHostGuard>();
    app.UseHsts();
    app.UseMiddleware<SecurityHeaders>();
    app.UseNotFoundPage();
    app.UseRouting();
    app.UseAuthentication();
    app.UseAuthorization();
    app.UseAntiforgery();
    app.MapHealth();
    app.MapExperimentApi();
    app.MapRecipientDownload();
    app.MapDashboard();

    await app.RunAsync();
    return 0;
}
