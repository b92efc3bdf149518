using System.Net;
using AngleSharp.Html.Parser;

namespace PixelHub.Tests.Support;

/// <summary>A browser without script: keeps cookies, follows redirects when told to, fills in forms.</summary>
public sealed class FormBrowser : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = true, UseProxy = false, CookieContainer = new CookieContainer() };
    private readonly HttpClient _http;

    public FormBrowser(Uri server) => _http = new HttpClient(_handler) { BaseAddress = server };

    /// <summary>Headers sent with each request.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Path and query after the last redirect.</summary>
    public string At { get; private set; } = "";

    /// <summary>Status of the last answer.</summary>
    public HttpStatusCode Status { get; private set; }

    /// <summary>The last page.</summary>
    public string Html { get; private set; } = "";

    /// <summary>Text of what a test id marks on the last page, or of a selector.</summary>
    public string Text(string css) => new HtmlParser().ParseDocument(Html).QuerySelector(css)?.TextContent.Trim() ?? "";

    /// <summary>Opens an address.</summary>
    public Task GoAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Sends the form of the last page that posts to itself, with its hidden fields and these.</summary>
    public Task SubmitAsync(params (string Name, string Value)[] fields)
    {
        var form = new HtmlParser().ParseDocument(Html).QuerySelector("form.account") ?? throw new InvalidOperationException($"No form at {At}:\n{Html}");
        var values = form.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value") ?? "")).ToList();
        values.AddRange(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return SendAsync(new HttpRequestMessage(HttpMethod.Post, At) { Content = new FormUrlEncodedContent(values) });
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    private async Task SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            foreach (var (name, value) in Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            Html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            (At, Status) = (answer.RequestMessage!.RequestUri!.PathAndQuery, answer.StatusCode);
        }
    }
}
