using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Accounts;
using PixelHub.Core.Catalog;

namespace PixelHub.Tests.Support;

/// <summary>The whole product in the test process, with its own data folder, on a real socket of a free port.</summary>
public class HostedApp : WebApplicationFactory<Program>
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentBag<HttpClient> _clients = [];
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _services;

    /// <summary>The product as it is delivered.</summary>
    public HostedApp()
        : this(null)
    {
    }

    /// <summary>The product with other settings or with parts replaced.</summary>
    public HostedApp(IReadOnlyDictionary<string, string?>? settings = null, Action<IServiceCollection>? services = null)
    {
        (_settings, _services) = (settings ?? new Dictionary<string, string?>(), services);
        UseKestrel(0);
    }

    /// <summary>The data folder.</summary>
    public string Folder => _folder.Path;

    /// <summary>Where it listens.</summary>
    public Uri Address
    {
        get
        {
            StartServer();
            return ClientOptions.BaseAddress;
        }
    }

    /// <summary>A client that shows redirects and has no cookies. Ends with the product.</summary>
    public HttpClient Visitor()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = Address };
        _clients.Add(client);
        return client;
    }

    /// <summary>A client with a new key of these scopes.</summary>
    public async Task<HttpClient> ProgramAsync(params string[] scopes)
    {
        var key = await Service<IApiKeyStore>().CreateAsync("test", scopes, TestContext.Current.CancellationToken);
        var client = Visitor();
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }

    /// <summary>Saves an experiment.</summary>
    public async Task<Experiment> SaveAsync(ExperimentDraft draft) =>
        Assert.IsType<StoreResult.Saved>(await Service<IExperimentStore>().CreateAsync(draft, TestContext.Current.CancellationToken)).Experiment;

    /// <summary>A part of the running product.</summary>
    public T Service<T>()
        where T : notnull
    {
        StartServer();
        return Services.GetRequiredService<T>();
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("PixelHub:DataDirectory", Folder);
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning");
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        if (_services is not null)
        {
            builder.ConfigureTestServices(_services);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        base.Dispose(disposing);
        if (disposing)
        {
            _folder.Dispose();
        }
    }
}
