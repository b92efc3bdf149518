using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PixelHub.Core.Catalog;
using PixelHub.Web.Components.State;
using PixelHub.Web.Composition;
using PixelHub.Web.Snippets.Doctor;

namespace PixelHub.Web.Components.Pages;

/// <summary>Takes the HTML of a mail, says what is wrong with it and gives it back mended. Keeps nothing.</summary>
public sealed partial class DoctorPage(CatalogHolder catalog, PublicAddress address, NavigationManager navigation, IJSRuntime js)
{
    /// <summary>Experiments that can be chosen, the newest first.</summary>
    private const int MostChoices = 200;

    /// <summary>A little more than is looked at, so that the doctor itself can say that it is too much.</summary>
    private const long MostBytes = MailDoctor.MaxBytes + 1_024;

    private ElementReference _field;
    private MailReport? _report;
    private bool _isBusy;
    private string? _fault;

    /// <summary>Id of the experiment that the mail shall be for; nothing to go by its links.</summary>
    [SupplyParameterFromQuery(Name = "experiment")]
    public string? For { get; set; }

    private Experiment? Expected => catalog.Current.FindByUid(For);

    private string Base => address.Configured ?? navigation.BaseUri.TrimEnd('/');

    private string State => _fault ?? (_isBusy ? "Looking…" : _report is null ? ""
        : $"{NumberText.Of(_report.Findings.Length, "finding", "findings")} in {NumberText.Exact((_report.Bytes + 1_023) / 1_024)} KB.");

    private void Choose(string? uid) => navigation.NavigateTo(string.IsNullOrEmpty(uid) ? "/doctor" : "/doctor?experiment=" + Uri.EscapeDataString(uid), replace: true);

    private async Task ExamineAsync()
    {
        (_isBusy, _fault) = (true, null);
        try
        {
            if (await ReadAsync() is { } html)
            {
                // Off the circuit's own thread: two million characters take a moment, and the page shall go on answering.
                var context = new DoctorContext(Base, catalog.Current, Expected);
                _report = await Task.Run(() => MailDoctor.Examine(html, context));
            }
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task<string?> ReadAsync()
    {
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", "./js/textOf.js");
        await using var text = await module.InvokeAsync<IJSStreamReference>("textOf", _field);
        if (text.Length > MostBytes)
        {
            (_report, _fault) = (null, $"This is more than {MailDoctor.MaxBytes / 1_024 / 1_024} MB. Paste the HTML alone, without attachments and without pictures inside the text.");
            return null;
        }

        await using var stream = await text.OpenReadStreamAsync(MostBytes);
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        return await reader.ReadToEndAsync();
    }
}
