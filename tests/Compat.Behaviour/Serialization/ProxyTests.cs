using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.CodeGeneration;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.Invocation;
using Orleans.Serialization.Serializers;

namespace AudioRooms.Compat.Behaviour.Serialization;

/// <summary>Generated proxies and requests, on a runtime that only keeps the last call.</summary>
public sealed class ProxyTests
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    private readonly RecordingRuntime _runtime = new();

    [Fact]
    public void Call_MutableArguments_AreCopiedOnceAndShareTheirObjects()
    {
        var person = new Person { Name = "p" };
        var people = new List<Person> { person };

        _ = Proxy<IEchoGrain>().All(people, person);

        var copies = Argument<List<Person>>(0);
        copies.ShouldNotBeSameAs(people);
        copies[0].Name.ShouldBe("p");
        copies[0].ShouldNotBeSameAs(person);
        Argument<Person>(1).ShouldBeSameAs(copies[0]);
    }

    [Fact]
    public void Call_ImmutableArgument_IsShared()
    {
        byte[] sound = [1, 2];

        Proxy<IEchoObserver>().Heard("text", sound);

        Argument<byte[]>(1).ShouldBeSameAs(sound);
    }

    [Fact]
    public async Task Call_AttributesOfMethod_BecomeOptions()
    {
        await Proxy<IEchoGrain>().Tell("x");
        _runtime.Options.ShouldBe(InvokeMethodOptions.OneWay);

        await Proxy<IEchoGrain>().Rest();
        _runtime.Options.ShouldBe(InvokeMethodOptions.AlwaysInterleave | InvokeMethodOptions.ReadOnly);
        _runtime.Request.GetDefaultResponseTimeout().ShouldBe(TimeSpan.FromSeconds(5));

        Proxy<IEchoObserver>().Heard("x", []);
        _runtime.Options.ShouldBe(InvokeMethodOptions.OneWay);
    }

    [Fact]
    public void Request_Description_NamesTheInterfaceMethod()
    {
        _ = Proxy<IEchoGrain>().Same(5);

        _runtime.Request.GetMethodName().ShouldBe("Same");
        _runtime.Request.GetInterfaceName().ShouldBe(typeof(IEchoGrain).FullName);
        _runtime.Request.GetInterfaceType().ShouldBe(typeof(IEchoGrain));
        _runtime.Request.GetMethod().ShouldBe(typeof(IEchoGrain).GetMethod("Same")!.MakeGenericMethod(typeof(int)));
        _runtime.Request.GetArgumentCount().ShouldBe(1);
        _runtime.Request.SetArgument(0, 6);
        _runtime.Request.GetArgument(0).ShouldBe(6);
        Should.Throw<ArgumentOutOfRangeException>(() => _runtime.Request.GetArgument(1));
    }

    [Fact]
    public async Task Request_AsBytes_CallsTheMethodWithTheSameArguments()
    {
        _ = Proxy<IEchoGrain>().Same(new Point(1, 2));
        var request = (IInvokable)SerializerFixture.RoundTrip<object>(_runtime.Request);
        request.SetTarget(new Target(new EchoTarget()));

        var response = await request.Invoke();

        response.GetResult<Point>().ShouldBe(new Point(1, 2));
        SerializerFixture.RoundTrip(response).GetResult<Point>().ShouldBe(new Point(1, 2));
    }

    [Fact]
    public async Task Request_MethodThrows_RespondsWithTheException()
    {
        _ = Proxy<IEchoGrain>().Echo(null!);
        _runtime.Request.SetTarget(new Target(new EchoTarget()));

        var response = await _runtime.Request.Invoke();

        response.Exception.ShouldBeOfType<ArgumentNullException>();
        Should.Throw<ArgumentNullException>(() => response.GetResult<string>());
        SerializerFixture.RoundTrip(response).Exception.ShouldBeOfType<ArgumentNullException>();
    }

    [Fact]
    public async Task Request_TryCancel_CancelsTheTokenThatTheMethodSees()
    {
        using var source = new CancellationTokenSource();
        await Proxy<IEchoGrain>().Add(1, 2, source.Token);
        _runtime.Request.IsCancellable.ShouldBeTrue();
        _runtime.Request.GetCancellationToken().ShouldBe(source.Token);
        _runtime.Request.TryCancel().ShouldBeFalse();
        _runtime.Request.SetTarget(new Target(new EchoTarget()));

        var cancelled = _runtime.Request.TryCancel();

        cancelled.ShouldBeTrue();
        _runtime.Request.GetCancellationToken().IsCancellationRequested.ShouldBeTrue();
        source.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void Call_GenericInterface_HasProxyOfItsArguments()
    {
        var rest = new List<Point> { new(3, 4) };

        _ = Proxy<IGenericGrain<Point>>().Put(new Point(1, 2), rest);

        Argument<Point>(0).ShouldBe(new Point(1, 2));
        Argument<List<Point>>(1).ShouldBe(rest);
        SerializerFixture.RoundTrip<object>(_runtime.Request).ShouldBeAssignableTo<IInvokable>()!.GetArgument(0).ShouldBe(new Point(1, 2));
    }

    [Fact]
    public async Task Call_SimpleArguments_AllocatesOnlyTheRequest()
    {
        var proxy = Proxy<IEchoGrain>();
        await proxy.Add(1, 2, CancellationToken.None);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var index = 0; index < 100; index++)
        {
            await proxy.Add(1, 2, CancellationToken.None);
        }

        // Object header, options, two numbers, target, token and its source.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / 100).ShouldBeLessThanOrEqualTo(64);
    }

    private T Proxy<T>()
        where T : IAddressable
    {
        var manifest = Services.GetRequiredService<IOptions<TypeManifestOptions>>().Value;
        var definition = typeof(T).IsConstructedGenericType ? typeof(T).GetGenericTypeDefinition() : typeof(T);
        var proxy = manifest.InterfaceProxies.Single(
            candidate => candidate.GetInterfaces().Any(implemented => (implemented.IsGenericType ? implemented.GetGenericTypeDefinition() : implemented) == definition));
        var closed = typeof(T).IsConstructedGenericType ? proxy.MakeGenericType(typeof(T).GetGenericArguments()) : proxy;
        var shared = new GrainReferenceShared(
            GrainType.Create("echo"),
            GrainInterfaceType.Create("iecho"),
            1,
            _runtime,
            InvokeMethodOptions.None,
            Services.GetRequiredService<CodecProvider>(),
            Services.GetRequiredService<CopyContextPool>(),
            Services);
        return (T)Activator.CreateInstance(closed, shared, IdSpan.Create("key"))!;
    }

    private T Argument<T>(int index) => (T)_runtime.Request.GetArgument(index)!;

    private sealed class RecordingRuntime : IGrainReferenceRuntime
    {
        public IInvokable Request { get; private set; } = null!;

        public InvokeMethodOptions Options { get; private set; }

        public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
        {
            (Request, Options) = (request, options);
            return default;
        }

        public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options)
        {
            (Request, Options) = (request, options);
            return default;
        }

        public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options) =>
            (Request, Options) = (request, options);

        public object Cast(IAddressable grain, Type interfaceType) => throw new NotSupportedException();
    }

    private sealed class Target(object instance) : ITargetHolder
    {
        public object? GetTarget() => instance;

        public object? GetComponent(Type componentType) => null;
    }

    /// <summary>Not a grain class: only the target of requests.</summary>
    private sealed class EchoTarget : IEchoGrain
    {
        public Task<string> Echo(string text) => text is null ? throw new ArgumentNullException(nameof(text)) : Task.FromResult(text);

        public Task<List<Person>> All(List<Person> people, Person first) => Task.FromResult(people);

        public ValueTask<int> Add(int a, int b, CancellationToken cancellation) => new(a + b);

        public Task Tell(string text) => Task.CompletedTask;

        public Task<T> Same<T>(T value)
            where T : notnull => Task.FromResult(value);

        public ValueTask Rest() => default;
    }
}
