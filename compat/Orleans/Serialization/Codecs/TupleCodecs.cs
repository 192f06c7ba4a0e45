using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

// Tuple of one to eight parts, written as the ValueTuple of the same parts.

internal sealed class TupleCodec<T1>(CodecProvider provider)
    : TupleCodecBase<Tuple<T1>, ValueTuple<T1>>(provider)
{
    protected override ValueTuple<T1> ToValue(Tuple<T1> value) =>
        new(value.Item1);

    protected override Tuple<T1> FromValue(ValueTuple<T1> value) =>
        new(value.Item1);
}

internal sealed class TupleCodec<T1, T2>(CodecProvider provider)
    : TupleCodecBase<Tuple<T1, T2>, ValueTuple<T1, T2>>(provider)
{
    protected override ValueTuple<T1, T2> ToValue(Tuple<T1, T2> value) =>
        new(value.Item1, value.Item2);

    protected override Tuple<T1, T2> FromValue(ValueTuple<T1, T2> value) =>
        new(value.Item1, value.Item2);
}

internal sealed class TupleCodec<T1, T2, T3>(CodecProvider provider)
    : TupleCodecBase<Tuple<T1, T2, T3>, ValueTuple<T1, T2, T3>>(provider)
{
    protected override ValueTuple<T1, T2, T3> ToValue(Tuple<T1, T2, T3> value) =>
        new(value.Item1, value.Item2, value.Item3);

    protected override Tuple<T1, T2, T3> FromValue(ValueTuple<T1, T2, T3> value) =>
        new(value.Item1, value.Item2, value.Item3);
}

internal sealed class TupleCodec<T1, T2, T3, T4>(CodecProvider provider)
    : TupleCodecBase<Tuple<T1, T2, T3, T4>, ValueTuple<T1, T2, T3, T4>>(provider)
{
    protected override ValueTuple<T1, T2, T3, T4> ToValue(Tuple<T1, T2, T3, T4> value) =>
        new(value.Item1, value.Item2, value.Item3, value.Item4);

    protected override Tuple<T1, T2, T3, T4> FromValue(ValueTuple<T1, T2, T3, T4> value) =>
        new(value.Item1, value.Item2, value.Item3, value.Item4);
}

internal sealed class TupleCodec<T1, T2, T3, T4, T5>(CodecProvider provider)
    : TupleCodecBase<Tuple<T1, T2, T3, T4, T5>, ValueTuple<T1, T2, T3, T4, T5>>(provider)
{
    protected override ValueTuple<T1, T2, T3, T4, T5> ToValue(Tuple<T1, T2, T3, T4, T5> value) =>
        new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5);

    protected override Tuple<T1, T2, T3, T4, T5> FromValue(ValueTuple<T1, T2, T3, T4, T5> value) =>
        new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5);
}

internal sealed class TupleCodec<T1, T2, T3, T4, T5, T6>(CodecProvider provider)
    : TupleCodecBase<Tuple<T1, T2, T3, T4, T5, T6>, ValueTuple<T1, T2, T3, T4, T5, T6>>(provider)
{
    protected override ValueTuple<T1, T2, T3, T4, T5, T6> ToValue(Tuple<T1, T2, T3, T4, T5, T6> value) =>
        new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5, value.Item6);

    protected override Tuple<T1, T2, T3, T4, T5, T6> FromValue(ValueTuple<T1, T2, T3, T4, T5, T6> value) =>
        new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5, value.Item6);
}

internal sealed class TupleCodec<T1, T2, T3, T4, T5, T6, T7>(CodecProvider provider)
    : TupleCodecBase<Tuple<T1, T2, T3, T4, T5, T6, T7>, ValueTuple<T1, T2, T3, T4, T5, T6, T7>>(provider)
{
    protected override ValueTuple<T1, T2, T3, T4, T5, T6, T7> ToValue(Tuple<T1, T2, T3, T4, T5, T6, T7> value) =>
        new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5, value.Item6, value.Item7);

    protected override Tuple<T1, T2, T3, T4, T5, T6, T7> FromValue(ValueTuple<T1, T2, T3, T4, T5, T6, T7> value) =>
        new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5, value.Item6, value.Item7);
}

internal sealed class TupleCodec<T1, T2, T3, T4, T5, T6, T7, TRest>(CodecProvider provider)
    : TupleCodecBase<Tuple<T1, T2, T3, T4, T5, T6, T7, TRest>, ValueTuple<ValueTuple<T1, T2, T3, T4, T5, T6, T7>, TRest>>(provider)
    where TRest : notnull
{
    protected override ValueTuple<ValueTuple<T1, T2, T3, T4, T5, T6, T7>, TRest> ToValue(Tuple<T1, T2, T3, T4, T5, T6, T7, TRest> value) =>
        new(new(value.Item1, value.Item2, value.Item3, value.Item4, value.Item5, value.Item6, value.Item7), value.Rest);

    protected override Tuple<T1, T2, T3, T4, T5, T6, T7, TRest> FromValue(ValueTuple<ValueTuple<T1, T2, T3, T4, T5, T6, T7>, TRest> value) =>
        new(value.Item1.Item1, value.Item1.Item2, value.Item1.Item3, value.Item1.Item4, value.Item1.Item5, value.Item1.Item6, value.Item1.Item7, value.Item2);
}
