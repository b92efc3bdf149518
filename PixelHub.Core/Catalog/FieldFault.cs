namespace PixelHub.Core.Catalog;

/// <summary>One thing wrong with one field of a draft.</summary>
/// <param name="Field">Path of the field as programs write it, for example <c>variants[1].weight</c>.</param>
/// <param name="Code">Stable code: one of <see cref="FaultCodes"/>.</param>
/// <param name="Message">A sentence that says what to do.</param>
public sealed record FieldFault(string Field, string Code, string Message);

/// <summary>The stable codes of <see cref="FieldFault"/>.</summary>
public static class FaultCodes
{
    /// <summary>A value is needed and none was given.</summary>
    public const string Required = "required";

    /// <summary>The value has another JSON type than the field.</summary>
    public const string InvalidType = "invalid_type";

    /// <summary>A number outside its range, or a list with too many or too few items.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>The text does not have the form the field needs.</summary>
    public const string InvalidFormat = "invalid_format";

    /// <summary>The text is longer than the field keeps.</summary>
    public const string TooLong = "too_long";
}
