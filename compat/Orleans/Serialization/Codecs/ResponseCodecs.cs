using Orleans.Serialization.Cloning;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>The response with a result: field 0.</summary>
internal sealed class ResponseCodec<T>(CodecProvider provider) : ReferenceCodec<Response<T>>, IDeepCopier<Response<T>>
{
    private readonly Codec<T> _codec = provider.GetCodec<T>();
    private IDeepCopier<T>? _copier;

    internal override bool IsTracked => false;

    public Response<T> DeepCopy(Response<T> input, CopyContext context)
    {
        if (input is null)
        {
            return null!;
        }

        var copier = _copier ??= provider.GetDeepCopier<T>();
        return new Response<T> { TypedResult = copier.DeepCopy(input.TypedResult!, context) };
    }

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, Response<T> value)
    {
        writer.BeginObject(fieldId);
        _codec.Write(ref writer, 0, value.TypedResult!);
        writer.EndObject();
    }

    private protected override Response<T> ReadNew(ref MessageReader reader, WireType wireType)
    {
        reader.BeginObject(wireType);
        var value = new Response<T>();
        while (reader.NextField(out var fieldId, out wireType))
        {
            if (fieldId == 0)
            {
                value.TypedResult = _codec.Read(ref reader, wireType);
            }
            else
            {
                reader.Skip(wireType);
            }
        }

        return value;
    }
}

/// <summary>The response without a result: an empty object.</summary>
internal sealed class CompletedResponseCodec : ClassCodec<CompletedResponse>
{
    internal override bool IsTracked => false;

    public override void WriteMembers(ref MessageWriter writer, CompletedResponse value)
    {
        // There is one such response, and nothing in it.
    }

    public override void ReadMembers(ref MessageReader reader, CompletedResponse value, bool isBase)
    {
        while (reader.NextField(out _, out var wireType))
        {
            reader.Skip(wireType);
        }
    }

    protected override CompletedResponse Create() => CompletedResponse.Instance;
}

/// <summary>The response with an exception: field 0.</summary>
internal sealed class ExceptionResponseCodec(CodecProvider provider) : ClassCodec<ExceptionResponse>
{
    private Codec<Exception>? _codec;

    internal override bool IsTracked => false;

    private Codec<Exception> Codec => _codec ??= provider.GetCodec<Exception>();

    public override void WriteMembers(ref MessageWriter writer, ExceptionResponse value) =>
        Codec.Write(ref writer, 0, value.Exception!);

    public override void ReadMembers(ref MessageReader reader, ExceptionResponse value, bool isBase)
    {
        while (reader.NextField(out var fieldId, out var wireType))
        {
            if (fieldId == 0)
            {
                value.Exception = Codec.Read(ref reader, wireType);
            }
            else
            {
                reader.Skip(wireType);
            }
        }
    }

    protected override ExceptionResponse Create() => new();
}
