namespace PixelHub.Web.Endpoints;

/// <summary>Every text of the opt-out page in one language. Another language is another value of this record.</summary>
public sealed record OptOutWords
{
    /// <summary>Value of the <c>lang</c> attribute.</summary>
    public required string Language { get; init; }

    /// <summary>Title of the browser's tab.</summary>
    public required string Title { get; init; }

    /// <summary>Heading and text of the question.</summary>
    public required (string Heading, string Text) Ask { get; init; }

    /// <summary>On the button.</summary>
    public required string Button { get; init; }

    /// <summary>Shown when it is done, also to those who come back.</summary>
    public required (string Heading, string Text) Done { get; init; }

    /// <summary>Shown when the address is none of ours.</summary>
    public required (string Heading, string Text) Unknown { get; init; }

    /// <summary>Shown when something other than the button sent the form.</summary>
    public required (string Heading, string Text) Refused { get; init; }

    /// <summary>Shown when it could not be kept.</summary>
    public required (string Heading, string Text) Failed { get; init; }

    /// <summary>The English texts.</summary>
    public static OptOutWords English { get; } = new()
    {
        Language = "en",
        Title = "Measuring of mails",
        Ask = (
            "Stop being measured?",
            "The sender of the mail counts who opens it and who follows its links. After you press the button you are no longer told apart from other readers: "
                + "your opens and clicks only raise a total. This holds for mails you have and for mails to come. You go on getting mails, and their links go on working."),
        Button = "Stop measuring me",
        Done = (
            "You are no longer measured.",
            "From now on your opens and clicks only raise a total, in mails you have and in mails to come. You can close this page."),
        Unknown = ("This link does not work.", "Perhaps a part of it got lost. Open it from the mail again, or ask the sender."),
        Refused = ("Nothing has changed.", "Open the link from the mail again and press the button on the page."),
        Failed = ("That did not work just now.", "Nothing has changed. Please try again in a few minutes."),
    };
}
