using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

// ValueTuple of one to eight parts: an object with the parts as fields 0 to 7. The eighth is itself a tuple.

internal sealed class ValueTupleCodec<T1>(CodecProvider provider)
    : StructCodec<ValueTuple<T1>>, IOptionalDeepCopier, IDeepCopier<ValueTuple<T1>>
{
    private readonly Codec<T1> _codec0 = provider.GetCodec<T1>();

    public bool IsShallowCopyable() =>
        Copying.IsShallow(provider.GetDeepCopier<T1>());

    public ValueTuple<T1> DeepCopy(ValueTuple<T1> input, CopyContext context) =>
        new(
            provider.GetDeepCopier<T1>().DeepCopy(input.Item1, context));

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((ValueTuple<T1>)input!, context);

    protected override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1> value)
    {
        _codec0.Write(ref writer, 0, value.Item1);
    }

    protected override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1> value)
    {
        while (reader.NextField(out var fieldId, out var wireType))
        {
            switch (fieldId)
            {
                case 0:
                    value.Item1 = _codec0.Read(ref reader, wireType);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
    }
}

internal sealed class ValueTupleCodec<T1, T2>(CodecProvider provider)
    : StructCodec<ValueTuple<T1, T2>>, IOptionalDeepCopier, IDeepCopier<ValueTuple<T1, T2>>
{
    private readonly Codec<T1> _codec0 = provider.GetCodec<T1>();
    private readonly Codec<T2> _codec1 = provider.GetCodec<T2>();

    public bool IsShallowCopyable() =>
        Copying.IsShallow(provider.GetDeepCopier<T1>())
        && Copying.IsShallow(provider.GetDeepCopier<T2>());

    public ValueTuple<T1, T2> DeepCopy(ValueTuple<T1, T2> input, CopyContext context) =>
        new(
            provider.GetDeepCopier<T1>().DeepCopy(input.Item1, context),
            provider.GetDeepCopier<T2>().DeepCopy(input.Item2, context));

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((ValueTuple<T1, T2>)input!, context);

    protected override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2> value)
    {
        _codec0.Write(ref writer, 0, value.Item1);
        _codec1.Write(ref writer, 1, value.Item2);
    }

    protected override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2> value)
    {
        while (reader.NextField(out var fieldId, out var wireType))
        {
            switch (fieldId)
            {
                case 0:
                    value.Item1 = _codec0.Read(ref reader, wireType);
                    break;
                case 1:
                    value.Item2 = _codec1.Read(ref reader, wireType);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3>(CodecProvider provider)
    : StructCodec<ValueTuple<T1, T2, T3>>, IOptionalDeepCopier, IDeepCopier<ValueTuple<T1, T2, T3>>
{
    private readonly Codec<T1> _codec0 = provider.GetCodec<T1>();
    private readonly Codec<T2> _codec1 = provider.GetCodec<T2>();
    private readonly Codec<T3> _codec2 = provider.GetCodec<T3>();

    public bool IsShallowCopyable() =>
        Copying.IsShallow(provider.GetDeepCopier<T1>())
        && Copying.IsShallow(provider.GetDeepCopier<T2>())
        && Copying.IsShallow(provider.GetDeepCopier<T3>());

    public ValueTuple<T1, T2, T3> DeepCopy(ValueTuple<T1, T2, T3> input, CopyContext context) =>
        new(
            provider.GetDeepCopier<T1>().DeepCopy(input.Item1, context),
            provider.GetDeepCopier<T2>().DeepCopy(input.Item2, context),
            provider.GetDeepCopier<T3>().DeepCopy(input.Item3, context));

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((ValueTuple<T1, T2, T3>)input!, context);

    protected override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3> value)
    {
        _codec0.Write(ref writer, 0, value.Item1);
        _codec1.Write(ref writer, 1, value.Item2);
        _codec2.Write(ref writer, 2, value.Item3);
    }

    protected override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3> value)
    {
        while (reader.NextField(out var fieldId, out var wireType))
        {
            switch (fieldId)
            {
                case 0:
                    value.Item1 = _codec0.Read(ref reader, wireType);
                    break;
                case 1:
                    value.Item2 = _codec1.Read(ref reader, wireType);
                    break;
                case 2:
                    value.Item3 = _codec2.Read(ref reader, wireType);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4>(CodecProvider provider)
    : StructCodec<ValueTuple<T1, T2, T3, T4>>, IOptionalDeepCopier, IDeepCopier<ValueTuple<T1, T2, T3, T4>>
{
    private readonly Codec<T1> _codec0 = provider.GetCodec<T1>();
    private readonly Codec<T2> _codec1 = provider.GetCodec<T2>();
    private readonly Codec<T3> _codec2 = provider.GetCodec<T3>();
    private readonly Codec<T4> _codec3 = provider.GetCodec<T4>();

    public bool IsShallowCopyable() =>
        Copying.IsShallow(provider.GetDeepCopier<T1>())
        && Copying.IsShallow(provider.GetDeepCopier<T2>())
        && Copying.IsShallow(provider.GetDeepCopier<T3>())
        && Copying.IsShallow(provider.GetDeepCopier<T4>());

    public ValueTuple<T1, T2, T3, T4> DeepCopy(ValueTuple<T1, T2, T3, T4> input, CopyContext context) =>
        new(
            provider.GetDeepCopier<T1>().DeepCopy(input.Item1, context),
            provider.GetDeepCopier<T2>().DeepCopy(input.Item2, context),
            provider.GetDeepCopier<T3>().DeepCopy(input.Item3, context),
            provider.GetDeepCopier<T4>().DeepCopy(input.Item4, context));

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((ValueTuple<T1, T2, T3, T4>)input!, context);

    protected override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3, T4> value)
    {
        _codec0.Write(ref writer, 0, value.Item1);
        _codec1.Write(ref writer, 1, value.Item2);
        _codec2.Write(ref writer, 2, value.Item3);
        _codec3.Write(ref writer, 3, value.Item4);
    }

    protected override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3, T4> value)
    {
        while (reader.NextField(out var fieldId, out var wireType))
        {
            switch (fieldId)
            {
                case 0:
                    value.Item1 = _codec0.Read(ref reader, wireType);
                    break;
                case 1:
                    value.Item2 = _codec1.Read(ref reader, wireType);
                    break;
                case 2:
                    value.Item3 = _codec2.Read(ref reader, wireType);
                    break;
                case 3:
                    value.Item4 = _codec3.Read(ref reader, wireType);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5>(CodecProvider provider)
    : StructCodec<ValueTuple<T1, T2, T3, T4, T5>>, IOptionalDeepCopier, IDeepCopier<ValueTuple<T1, T2, T3, T4, T5>>
{
    private readonly Codec<T1> _codec0 = provider.GetCodec<T1>();
    private readonly Codec<T2> _codec1 = provider.GetCodec<T2>();
    private readonly Codec<T3> _codec2 = provider.GetCodec<T3>();
    private readonly Codec<T4> _codec3 = provider.GetCodec<T4>();
    private readonly Codec<T5> _codec4 = provider.GetCodec<T5>();

    public bool IsShallowCopyable() =>
        Copying.IsShallow(provider.GetDeepCopier<T1>())
        && Copying.IsShallow(provider.GetDeepCopier<T2>())
        && Copying.IsShallow(provider.GetDeepCopier<T3>())
        && Copying.IsShallow(provider.GetDeepCopier<T4>())
        && Copying.IsShallow(provider.GetDeepCopier<T5>());

    public ValueTuple<T1, T2, T3, T4, T5> DeepCopy(ValueTuple<T1, T2, T3, T4, T5> input, CopyContext context) =>
        new(
            provider.GetDeepCopier<T1>().DeepCopy(input.Item1, context),
            provider.GetDeepCopier<T2>().DeepCopy(input.Item2, context),
            provider.GetDeepCopier<T3>().DeepCopy(input.Item3, context),
            provider.GetDeepCopier<T4>().DeepCopy(input.Item4, context),
            provider.GetDeepCopier<T5>().DeepCopy(input.Item5, context));

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((ValueTuple<T1, T2, T3, T4, T5>)input!, context);

    protected override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3, T4, T5> value)
    {
        _codec0.Write(ref writer, 0, value.Item1);
        _codec1.Write(ref writer, 1, value.Item2);
        _codec2.Write(ref writer, 2, value.Item3);
        _codec3.Write(ref writer, 3, value.Item4);
        _codec4.Write(ref writer, 4, value.Item5);
    }

    protected override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3, T4, T5> value)
    {
        while (reader.NextField(out var fieldId, out var wireType))
        {
            switch (fieldId)
            {
                case 0:
                    value.Item1 = _codec0.Read(ref reader, wireType);
                    break;
                case 1:
                    value.Item2 = _codec1.Read(ref reader, wireType);
                    break;
                case 2:
                    value.Item3 = _codec2.Read(ref reader, wireType);
                    break;
                case 3:
                    value.Item4 = _codec3.Read(ref reader, wireType);
                    break;
                case 4:
                    value.Item5 = _codec4.Read(ref reader, wireType);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5, T6>(CodecProvider provider)
    : StructCodec<ValueTuple<T1, T2, T3, T4, T5, T6>>, IOptionalDeepCopier, IDeepCopier<ValueTuple<T1, T2, T3, T4, T5, T6>>
{
    private readonly Codec<T1> _codec0 = provider.GetCodec<T1>();
    private readonly Codec<T2> _codec1 = provider.GetCodec<T2>();
    private readonly Codec<T3> _codec2 = provider.GetCodec<T3>();
    private readonly Codec<T4> _codec3 = provider.GetCodec<T4>();
    private readonly Codec<T5> _codec4 = provider.GetCodec<T5>();
    private readonly Codec<T6> _codec5 = provider.GetCodec<T6>();

    public bool IsShallowCopyable() =>
        Copying.IsShallow(provider.GetDeepCopier<T1>())
        && Copying.IsShallow(provider.GetDeepCopier<T2>())
        && Copying.IsShallow(provider.GetDeepCopier<T3>())
        && Copying.IsShallow(provider.GetDeepCopier<T4>())
        && Copying.IsShallow(provider.GetDeepCopier<T5>())
        && Copying.IsShallow(provider.GetDeepCopier<T6>());

    public ValueTuple<T1, T2, T3, T4, T5, T6> DeepCopy(ValueTuple<T1, T2, T3, T4, T5, T6> input, CopyContext context) =>
        new(
            provider.GetDeepCopier<T1>().DeepCopy(input.Item1, context),
            provider.GetDeepCopier<T2>().DeepCopy(input.Item2, context),
            provider.GetDeepCopier<T3>().DeepCopy(input.Item3, context),
            provider.GetDeepCopier<T4>().DeepCopy(input.Item4, context),
            provider.GetDeepCopier<T5>().DeepCopy(input.Item5, context),
            provider.GetDeepCopier<T6>().DeepCopy(input.Item6, context));

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((ValueTuple<T1, T2, T3, T4, T5, T6>)input!, context);

    protected override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3, T4, T5, T6> value)
    {
        _codec0.Write(ref writer, 0, value.Item1);
        _codec1.Write(ref writer, 1, value.Item2);
        _codec2.Write(ref writer, 2, value.Item3);
        _codec3.Write(ref writer, 3, value.Item4);
        _codec4.Write(ref writer, 4, value.Item5);
        _codec5.Write(ref writer, 5, value.Item6);
    }

    protected override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3, T4, T5, T6> value)
    {
        while (reader.NextField(out var fieldId, out var wireType))
        {
            switch (fieldId)
            {
                case 0:
                    value.Item1 = _codec0.Read(ref reader, wireType);
                    break;
                case 1:
                    value.Item2 = _codec1.Read(ref reader, wireType);
                    break;
                case 2:
                    value.Item3 = _codec2.Read(ref reader, wireType);
                    break;
                case 3:
                    value.Item4 = _codec3.Read(ref reader, wireType);
                    break;
                case 4:
                    value.Item5 = _codec4.Read(ref reader, wireType);
                    break;
                case 5:
                    value.Item6 = _codec5.Read(ref reader, wireType);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5, T6, T7>(CodecProvider provider)
    : StructCodec<ValueTuple<T1, T2, T3, T4, T5, T6, T7>>, IOptionalDeepCopier, IDeepCopier<ValueTuple<T1, T2, T3, T4, T5, T6, T7>>
{
    private readonly Codec<T1> _codec0 = provider.GetCodec<T1>();
    private readonly Codec<T2> _codec1 = provider.GetCodec<T2>();
    private readonly Codec<T3> _codec2 = provider.GetCodec<T3>();
    private readonly Codec<T4> _codec3 = provider.GetCodec<T4>();
    private readonly Codec<T5> _codec4 = provider.GetCodec<T5>();
    private readonly Codec<T6> _codec5 = provider.GetCodec<T6>();
    private readonly Codec<T7> _codec6 = provider.GetCodec<T7>();

    public bool IsShallowCopyable() =>
        Copying.IsShallow(provider.GetDeepCopier<T1>())
        && Copying.IsShallow(provider.GetDeepCopier<T2>())
        && Copying.IsShallow(provider.GetDeepCopier<T3>())
        && Copying.IsShallow(provider.GetDeepCopier<T4>())
        && Copying.IsShallow(provider.GetDeepCopier<T5>())
        && Copying.IsShallow(provider.GetDeepCopier<T6>())
        && Copying.IsShallow(provider.GetDeepCopier<T7>());

    public ValueTuple<T1, T2, T3, T4, T5, T6, T7> DeepCopy(ValueTuple<T1, T2, T3, T4, T5, T6, T7> input, CopyContext context) =>
        new(
            provider.GetDeepCopier<T1>().DeepCopy(input.Item1, context),
            provider.GetDeepCopier<T2>().DeepCopy(input.Item2, context),
            provider.GetDeepCopier<T3>().DeepCopy(input.Item3, context),
            provider.GetDeepCopier<T4>().DeepCopy(input.Item4, context),
            provider.GetDeepCopier<T5>().DeepCopy(input.Item5, context),
            provider.GetDeepCopier<T6>().DeepCopy(input.Item6, context),
            provider.GetDeepCopier<T7>().DeepCopy(input.Item7, context));

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((ValueTuple<T1, T2, T3, T4, T5, T6, T7>)input!, context);

    protected override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3, T4, T5, T6, T7> value)
    {
        _codec0.Write(ref writer, 0, value.Item1);
        _codec1.Write(ref writer, 1, value.Item2);
        _codec2.Write(ref writer, 2, value.Item3);
        _codec3.Write(ref writer, 3, value.Item4);
        _codec4.Write(ref writer, 4, value.Item5);
        _codec5.Write(ref writer, 5, value.Item6);
        _codec6.Write(ref writer, 6, value.Item7);
    }

    protected override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3, T4, T5, T6, T7> value)
    {
        while (reader.NextField(out var fieldId, out var wireType))
        {
            switch (fieldId)
            {
                case 0:
                    value.Item1 = _codec0.Read(ref reader, wireType);
                    break;
                case 1:
                    value.Item2 = _codec1.Read(ref reader, wireType);
                    break;
                case 2:
                    value.Item3 = _codec2.Read(ref reader, wireType);
                    break;
                case 3:
                    value.Item4 = _codec3.Read(ref reader, wireType);
                    break;
                case 4:
                    value.Item5 = _codec4.Read(ref reader, wireType);
                    break;
                case 5:
                    value.Item6 = _codec5.Read(ref reader, wireType);
                    break;
                case 6:
                    value.Item7 = _codec6.Read(ref reader, wireType);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
    }
}

internal sealed class ValueTupleCodec<T1, T2, T3, T4, T5, T6, T7, TRest>(CodecProvider provider)
    : StructCodec<ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>>, IOptionalDeepCopier, IDeepCopier<ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>>
    where TRest : struct
{
    private readonly Codec<T1> _codec0 = provider.GetCodec<T1>();
    private readonly Codec<T2> _codec1 = provider.GetCodec<T2>();
    private readonly Codec<T3> _codec2 = provider.GetCodec<T3>();
    private readonly Codec<T4> _codec3 = provider.GetCodec<T4>();
    private readonly Codec<T5> _codec4 = provider.GetCodec<T5>();
    private readonly Codec<T6> _codec5 = provider.GetCodec<T6>();
    private readonly Codec<T7> _codec6 = provider.GetCodec<T7>();
    private readonly Codec<TRest> _codec7 = provider.GetCodec<TRest>();

    public bool IsShallowCopyable() =>
        Copying.IsShallow(provider.GetDeepCopier<T1>())
        && Copying.IsShallow(provider.GetDeepCopier<T2>())
        && Copying.IsShallow(provider.GetDeepCopier<T3>())
        && Copying.IsShallow(provider.GetDeepCopier<T4>())
        && Copying.IsShallow(provider.GetDeepCopier<T5>())
        && Copying.IsShallow(provider.GetDeepCopier<T6>())
        && Copying.IsShallow(provider.GetDeepCopier<T7>())
        && Copying.IsShallow(provider.GetDeepCopier<TRest>());

    public ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> DeepCopy(ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> input, CopyContext context) =>
        new(
            provider.GetDeepCopier<T1>().DeepCopy(input.Item1, context),
            provider.GetDeepCopier<T2>().DeepCopy(input.Item2, context),
            provider.GetDeepCopier<T3>().DeepCopy(input.Item3, context),
            provider.GetDeepCopier<T4>().DeepCopy(input.Item4, context),
            provider.GetDeepCopier<T5>().DeepCopy(input.Item5, context),
            provider.GetDeepCopier<T6>().DeepCopy(input.Item6, context),
            provider.GetDeepCopier<T7>().DeepCopy(input.Item7, context),
            provider.GetDeepCopier<TRest>().DeepCopy(input.Rest, context));

    public object? DeepCopy(object? input, CopyContext context) => DeepCopy((ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest>)input!, context);

    protected override void WriteMembers(ref MessageWriter writer, ref ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> value)
    {
        _codec0.Write(ref writer, 0, value.Item1);
        _codec1.Write(ref writer, 1, value.Item2);
        _codec2.Write(ref writer, 2, value.Item3);
        _codec3.Write(ref writer, 3, value.Item4);
        _codec4.Write(ref writer, 4, value.Item5);
        _codec5.Write(ref writer, 5, value.Item6);
        _codec6.Write(ref writer, 6, value.Item7);
        _codec7.Write(ref writer, 7, value.Rest);
    }

    protected override void ReadMembers(ref MessageReader reader, ref ValueTuple<T1, T2, T3, T4, T5, T6, T7, TRest> value)
    {
        while (reader.NextField(out var fieldId, out var wireType))
        {
            switch (fieldId)
            {
                case 0:
                    value.Item1 = _codec0.Read(ref reader, wireType);
                    break;
                case 1:
                    value.Item2 = _codec1.Read(ref reader, wireType);
                    break;
                case 2:
                    value.Item3 = _codec2.Read(ref reader, wireType);
                    break;
                case 3:
                    value.Item4 = _codec3.Read(ref reader, wireType);
                    break;
                case 4:
                    value.Item5 = _codec4.Read(ref reader, wireType);
                    break;
                case 5:
                    value.Item6 = _codec5.Read(ref reader, wireType);
                    break;
                case 6:
                    value.Item7 = _codec6.Read(ref reader, wireType);
                    break;
                case 7:
                    value.Rest = _codec7.Read(ref reader, wireType);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }
    }
}
