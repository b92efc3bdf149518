using System.Collections.Immutable;
using System.Text;

namespace PixelHub.Web.Snippets.Doctor;

/// <summary>Corrections of a text by place. What no correction touches stays as it is, to the letter.</summary>
internal sealed class SourceEdits(MailText source)
{
    private readonly List<Edit> _edits = [];

    /// <summary>Puts a text in place of another.</summary>
    /// <param name="start">First character that goes.</param>
    /// <param name="end">Behind the last one; the same as <paramref name="start"/> to put something in.</param>
    /// <param name="text">What comes in its place.</param>
    /// <param name="sentence">What was done, for the owner.</param>
    public void Replace(int start, int end, string text, string sentence) => _edits.Add(new Edit(start, end, text, sentence));

    /// <summary>The corrected text; null when nothing was to be corrected. A correction within what another one takes away is dropped.</summary>
    public (string? Text, ImmutableArray<MailChange> Changes) Apply()
    {
        if (_edits.Count == 0)
        {
            return (null, []);
        }

        var text = new StringBuilder(source.Text.Length + 1_024);
        var changes = ImmutableArray.CreateBuilder<MailChange>();
        var told = new HashSet<MailChange>();
        var done = 0;
        foreach (var edit in _edits.OrderBy(e => e.Start).ThenByDescending(e => e.End))
        {
            if (edit.Start < done)
            {
                continue;
            }

            text.Append(source.Text, done, edit.Start - done).Append(edit.Text);
            done = edit.End;
            var change = new MailChange(edit.Sentence, source.LineOf(edit.Start));
            if (told.Add(change))
            {
                changes.Add(change);
            }
        }

        return (text.Append(source.Text, done, source.Text.Length - done).ToString(), changes.ToImmutable());
    }

    private readonly record struct Edit(int Start, int End, string Text, string Sentence);
}
