using Microsoft.AspNetCore.Components;
using PixelHub.Core.Catalog;
using PixelHub.Core.Reports;
using PixelHub.Web.Components.State;
using PixelHub.Web.Composition;
using PixelHub.Web.Snippets;

namespace PixelHub.Web.Components.Pages;

/// <summary>Waits for the hits of a test mail and says in words what they were. Looks only at what comes while it is open, and keeps nothing.</summary>
public sealed partial class CheckMailPage(CatalogHolder catalog, LiveFigures live, PublicAddress address, NavigationManager navigation)
{
    /// <summary>Verdicts that are shown.</summary>
    public const int MostVerdicts = 20;

    /// <summary>The recipient of the test snippet: any text that is no merge tag.</summary>
    private const string TestRecipient = "check-my-mail";

    private readonly CancellationTokenSource _leaving = new();
    private Experiment? _experiment;
    private IReadOnlyList<HitRow> _arrived = [];
    private DateTimeOffset _now;
    private long? _before;

    /// <summary>Id of the experiment.</summary>
    [Parameter]
    public required string Uid { get; set; }

    private string Base => address.Configured ?? navigation.BaseUri.TrimEnd('/');

    private Snippet TestSnippet => SnippetWriter.Write(new SnippetRequest(Base, _experiment!) { Tag = RecipientTag.TryParse(TestRecipient, out var tag, out _) ? tag : null })
        .Single(s => s.Id == "block-html") with
    {
        Title = "Pixel and link, with a recipient of its own",
        Hint = "Paste it into the HTML view of a mail to yourself. To try your mailing tool too, take its snippet instead and send a real mail to one contact.",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _experiment = catalog.Current.FindByUid(Uid);
        _now = live.Now;
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && _experiment is not null)
        {
            _ = FollowAsync(_experiment, _leaving.Token);
        }
    }

    private async Task FollowAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var _ in live.ChangesAsync(experiment, cancellationToken))
            {
                var newest = await live.ReadNewestAsync(experiment.Number, cancellationToken);

                // What was there when the page opened is not the test.
                _before ??= newest.Count > 0 ? newest.Max(h => h.Position) : long.MinValue;
                _arrived = [.. newest.Where(h => h.Position > _before).Concat(_arrived).DistinctBy(h => h.Position).OrderByDescending(h => h.Position).Take(MostVerdicts)];
                _experiment = catalog.Current.FindByUid(Uid) ?? experiment;
                _now = live.Now;
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        catch (Exception ex)
        {
            await DispatchExceptionAsync(ex);
        }
    }
}
