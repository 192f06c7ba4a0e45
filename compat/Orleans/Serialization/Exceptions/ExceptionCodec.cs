using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>
/// The codec of exceptions without a generated one, and of the part of the others that <see cref="Exception"/> itself
/// holds: type name, message, stack trace, inner exceptions and HResult. What type is created is decided by the receiver.
/// </summary>
internal sealed class ExceptionCodec(CodecProvider provider) : ClassCodec<Exception>
{
    private const uint MessageField = 0;
    private const uint StackTraceField = 1;
    private const uint InnerField = 2;
    private const uint HResultField = 3;
    private const uint TypeNameField = 4;

    /// <summary>Text longer than this, in characters, is cut: a stack trace is to be read by people.</summary>
    private const int MaxTextLength = 32 * 1024;

    private readonly ExceptionTypes _types = new(
        provider.Services.GetService<IOptions<ExceptionSerializationOptions>>()?.Value ?? new ExceptionSerializationOptions());

    internal override Codec CodecOf(Type type, Exception value, CodecProvider provider) => provider.TryGetCodec(type) ?? this;

    public override void WriteMembers(ref MessageWriter writer, Exception value)
    {
        // An aggregate's message repeats those of its inner exceptions; its own text is only in the field.
        writer.WriteString(MessageField, Cut(value is AggregateException ? MessageOf(value) : value.Message));
        writer.WriteString(StackTraceField, Cut(value.StackTrace));
        writer.WriteInt32(HResultField, value.HResult);
        if (value is AggregateException aggregate)
        {
            foreach (var inner in aggregate.InnerExceptions)
            {
                Write(ref writer, InnerField, inner);
            }
        }
        else if (value.InnerException is { } inner)
        {
            Write(ref writer, InnerField, inner);
        }
    }

    public override void ReadMembers(ref MessageReader reader, Exception value, bool isBase)
    {
        var parts = new Parts();
        while (isBase ? reader.NextBaseField(out var fieldId, out var wireType) : reader.NextField(out fieldId, out wireType))
        {
            ReadPart(ref reader, fieldId, wireType, ref parts);
        }

        MessageOf(value) = parts.Message;
        InnerOf(value) = parts.Inner?.FirstOrDefault();
        Restore(value, parts);
    }

    protected override Exception Create() => GeneratedCode.CreateUninitialized<Exception>();

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, Exception value)
    {
        writer.BeginObject(fieldId);
        writer.WriteString(TypeNameField, TypeNameOf(value));
        WriteMembers(ref writer, value);
        writer.EndObject();
    }

    private protected override Exception ReadNew(ref MessageReader reader, WireType wireType)
    {
        reader.BeginObject(wireType);
        var id = reader.LastObjectId;
        var parts = new Parts();
        while (reader.NextField(out var fieldId, out wireType))
        {
            ReadPart(ref reader, fieldId, wireType, ref parts);
        }

        var exception = CreateOf(parts);
        Restore(exception, parts);
        reader.Register(id, exception);
        return exception;
    }

    private static string TypeNameOf(Exception exception) =>
        exception is UnavailableExceptionFallbackException { ExceptionType: { } original }
            ? original
            : exception.GetType().FullName ?? exception.GetType().Name;

    private static string? Cut(string? text) => text is { Length: > MaxTextLength } ? text[..MaxTextLength] : text;

    private static void Restore(Exception exception, in Parts parts)
    {
        exception.HResult = parts.HResult;
        if (!string.IsNullOrEmpty(parts.StackTrace))
        {
            ExceptionDispatchInfo.SetRemoteStackTrace(exception, parts.StackTrace);
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_message")]
    private static extern ref string? MessageOf(Exception exception);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? InnerOf(Exception exception);

    private void ReadPart(ref MessageReader reader, uint fieldId, WireType wireType, ref Parts parts)
    {
        switch (fieldId)
        {
            case MessageField:
                parts.Message = reader.ReadString(wireType);
                break;
            case StackTraceField:
                parts.StackTrace = reader.ReadString(wireType);
                break;
            case InnerField:
                (parts.Inner ??= []).Add(Read(ref reader, wireType));
                break;
            case HResultField:
                parts.HResult = reader.ReadInt32(wireType);
                break;
            case TypeNameField:
                parts.TypeName = reader.ReadString(wireType);
                break;
            default:
                reader.Skip(wireType);
                break;
        }
    }

    private Exception CreateOf(in Parts parts)
    {
        var inner = parts.Inner?.FirstOrDefault();
        switch (parts.TypeName)
        {
            case "System.Exception":
                var plain = Create();
                MessageOf(plain) = parts.Message;
                InnerOf(plain) = inner;
                return plain;
            case "System.AggregateException":
                return new AggregateException(parts.Message, parts.Inner ?? []);
            default:
                var typeName = parts.TypeName ?? "";
                var exception = _types.TryCreate(typeName, parts.Message, inner);
                if (exception is null)
                {
                    return new UnavailableExceptionFallbackException(parts.Message ?? "", inner) { ExceptionType = typeName };
                }

                // Some constructors decorate the message they are given.
                MessageOf(exception) = parts.Message;
                return exception;
        }
    }

    private struct Parts
    {
        public string? TypeName;
        public string? Message;
        public string? StackTrace;
        public List<Exception>? Inner;
        public int HResult;
    }
}
