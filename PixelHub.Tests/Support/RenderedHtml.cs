using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components.RenderTree;

namespace PixelHub.Tests.Support;

#pragma warning disable BL0006 // render tree types: this reads them

/// <summary>Writes the render tree of a component, and of those in it, as HTML.</summary>
/// <param name="framesOf">The frames of a component by its number.</param>
internal sealed class RenderedHtml(Func<int, ArrayRange<RenderTreeFrame>> framesOf)
{
    private static readonly HashSet<string> Void = new(StringComparer.Ordinal) { "input", "img", "br", "hr", "col", "link", "meta" };
    private readonly StringBuilder _to = new();

    /// <summary>The HTML of a component.</summary>
    public string Of(int component)
    {
        Component(component);
        return _to.ToString();
    }

    private void Component(int component)
    {
        var frames = framesOf(component);
        Frames(frames.Array, 0, frames.Count);
    }

    private void Frames(RenderTreeFrame[] frames, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            ref var frame = ref frames[i];
            switch (frame.FrameType)
            {
                case RenderTreeFrameType.Text:
                    _to.Append(HtmlEncoder.Default.Encode(frame.TextContent));
                    break;
                case RenderTreeFrameType.Markup:
                    _to.Append(frame.MarkupContent);
                    break;
                case RenderTreeFrameType.Component:
                    Component(frame.ComponentId);
                    i += frame.ComponentSubtreeLength - 1;
                    break;
                case RenderTreeFrameType.Region:
                    Frames(frames, i + 1, i + frame.RegionSubtreeLength);
                    i += frame.RegionSubtreeLength - 1;
                    break;
                case RenderTreeFrameType.Element:
                    Element(frames, i, i + frame.ElementSubtreeLength);
                    i += frame.ElementSubtreeLength - 1;
                    break;
            }
        }
    }

    private void Element(RenderTreeFrame[] frames, int at, int end)
    {
        var name = frames[at].ElementName;
        _to.Append(CultureInfo.InvariantCulture, $"<{name}");
        for (at++; at < end && frames[at].FrameType == RenderTreeFrameType.Attribute; at++)
        {
            Attribute(in frames[at]);
        }

        _to.Append('>');
        if (!Void.Contains(name))
        {
            Frames(frames, at, end);
            _to.Append(CultureInfo.InvariantCulture, $"</{name}>");
        }
    }

    private void Attribute(ref readonly RenderTreeFrame attribute)
    {
        if (attribute.AttributeEventHandlerId > 0)
        {
            _to.Append(CultureInfo.InvariantCulture, $" event:{attribute.AttributeName}=\"{attribute.AttributeEventHandlerId}\"");
        }
        else if (attribute.AttributeValue is true)
        {
            _to.Append(CultureInfo.InvariantCulture, $" {attribute.AttributeName}");
        }
        else if (attribute.AttributeValue is not (null or false))
        {
            _to.Append(CultureInfo.InvariantCulture, $" {attribute.AttributeName}=\"{HtmlEncoder.Default.Encode(attribute.AttributeValue.ToString() ?? "")}\"");
        }
    }
}
