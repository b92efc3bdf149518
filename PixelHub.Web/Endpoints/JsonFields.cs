using System.Text.Json;
using PixelHub.Core.Catalog;

namespace PixelHub.Web.Endpoints;

/// <summary>Reads the fields of one JSON object and notes each that has the wrong type. A missing field and null are the same.</summary>
/// <param name="element">The object; an undefined element has no fields.</param>
/// <param name="path">Where the object stands in the body, with the dot that leads to its fields; empty for the body itself.</param>
/// <param name="faults">Takes the faults.</param>
internal readonly struct JsonFields(JsonElement element, string path, List<FieldFault> faults)
{
    public string? Text(string name)
    {
        if (Find(name, JsonValueKind.String, "a text") is not { } value)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8: valid to the parser, but no text.
            faults.Add(new FieldFault(path + name, FaultCodes.InvalidFormat, "The text holds characters that do not exist."));
            return null;
        }
    }

    public long? Number(string name)
    {
        if (Find(name, JsonValueKind.Number, "a whole number") is not { } value)
        {
            return null;
        }

        if (value.TryGetInt64(out var number))
        {
            return number;
        }

        // 5000.0 and 5e3 are whole numbers too; some languages write them so.
        if (value.TryGetDecimal(out var exact) && exact == decimal.Truncate(exact) && Math.Abs(exact) < long.MaxValue)
        {
            return (long)exact;
        }

        faults.Add(new FieldFault(path + name, FaultCodes.OutOfRange, "Give a whole number."));
        return null;
    }

    public bool? Flag(string name)
    {
        if (!TryFind(name, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        AddTypeFault(name, "true or false", value);
        return null;
    }

    public JsonFields Object(string name) =>
        new(Find(name, JsonValueKind.Object, "an object") ?? default, path + name + ".", faults);

    public IReadOnlyList<JsonFields>? Objects(string name)
    {
        if (Find(name, JsonValueKind.Array, "a list") is not { } list)
        {
            return null;
        }

        var items = new List<JsonFields>(list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            var itemPath = $"{path}{name}[{items.Count}]";
            if (item.ValueKind != JsonValueKind.Object)
            {
                faults.Add(new FieldFault(itemPath, FaultCodes.InvalidType, $"Give an object, not {ApiBody.Name(item.ValueKind)}."));
            }

            items.Add(new JsonFields(item.ValueKind == JsonValueKind.Object ? item : default, itemPath + ".", faults));
        }

        return items;
    }

    public void Add(string name, string code, string message) => faults.Add(new FieldFault(path + name, code, message));

    private JsonElement? Find(string name, JsonValueKind kind, string wanted)
    {
        if (!TryFind(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == kind)
        {
            return value;
        }

        AddTypeFault(name, wanted, value);
        return null;
    }

    private bool TryFind(string name, out JsonElement value)
    {
        value = default;
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair in a name: whichever field is asked for, the search stumbles over it.
            var fault = new FieldFault(path.TrimEnd('.'), FaultCodes.InvalidFormat, "The name of a field holds characters that do not exist.");
            if (!faults.Contains(fault))
            {
                faults.Add(fault);
            }

            return false;
        }
    }

    private void AddTypeFault(string name, string wanted, JsonElement value) =>
        faults.Add(new FieldFault(path + name, FaultCodes.InvalidType, $"Give {wanted}, not {ApiBody.Name(value.ValueKind)}."));
}
