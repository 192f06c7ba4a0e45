using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AudioRooms.Compat.Grpc.Server;

/// <summary>Service classes: their instances, options, interceptors and endpoints.</summary>
public sealed class MappedServiceTests
{
    [Fact]
    public async Task MapGrpcService_EachCall_HasItsOwnInstanceAndScopeAndDisposesThem()
    {
        var journal = new Journal();
        await using var server = await GrpcHost.StartAsync(
            application => application.MapGrpcService<ScopedService>(),
            services: services => services.AddSingleton(journal).AddScoped<ScopedThing>());
        using var channel = server.CreateChannel();
        var client = new TestService.TestServiceClient(channel);

        await client.EmptyCallAsync(new Empty());
        await client.EmptyCallAsync(new Empty());

        journal.Lines.ShouldBe(["service made", "service disposed", "service made", "service disposed"]);
    }

    [Fact]
    public async Task Interceptors_OfAllAndOfOneService_StandAroundInOrder()
    {
        var journal = new Journal();
        await using var server = await GrpcHost.StartAsync(
            application => application.MapGrpcService<PlainService>(),
            options => options.Interceptors.Add<NamingInterceptor>("outer"),
            services => services.AddSingleton(journal).AddGrpc()
                .AddServiceOptions<PlainService>(options => options.Interceptors.Add<NamingInterceptor>("inner")));
        using var channel = server.CreateChannel();

        await new TestService.TestServiceClient(channel).EmptyCallAsync(new Empty());

        journal.Lines.ShouldBe(["outer in", "inner in", "handled", "inner out", "outer out"]);
    }

    [Fact]
    public async Task Interceptor_Throws_HandlerIsNotReached()
    {
        var journal = new Journal();
        await using var server = await GrpcHost.StartAsync(
            application => application.MapGrpcService<PlainService>(),
            options => options.Interceptors.Add<RefusingInterceptor>(),
            services => services.AddSingleton(journal));
        using var channel = server.CreateChannel();

        var failure = await Should.ThrowAsync<RpcException>(
            async () => await new TestService.TestServiceClient(channel).EmptyCallAsync(new Empty()));

        failure.StatusCode.ShouldBe(StatusCode.Unauthenticated);
        journal.Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task ServiceOptions_OverTheGeneralOnes_Win()
    {
        await using var server = await GrpcHost.StartAsync(
            application => application.MapGrpcService<PlainService>(),
            options => options.MaxReceiveMessageSize = 1,
            services => services.AddSingleton(new Journal()).AddGrpc()
                .AddServiceOptions<PlainService>(options => options.MaxReceiveMessageSize = null));
        using var channel = server.CreateChannel();

        var response = await new TestService.TestServiceClient(channel).UnaryCallAsync(new SimpleRequest { ResponseSize = 1000 });

        response.ShouldBe(new SimpleResponse());
    }

    [Fact]
    public async Task MapGrpcService_Endpoints_CarryMethodAndAttributes()
    {
        await using var server = await GrpcHost.StartAsync(
            application => application.MapGrpcService<PlainService>().WithMetadata("from the convention"),
            services: services => services.AddSingleton(new Journal()));

        var endpoint = server.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Single(each => each.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Name == "EmptyCall");

        endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()!.ServiceType.ShouldBe(typeof(PlainService));
        endpoint.Metadata.GetMetadata<System.ComponentModel.DescriptionAttribute>()!.Description.ShouldBe("on the method");
        endpoint.Metadata.GetMetadata<string>().ShouldBe("from the convention");
    }

    [Fact]
    public async Task MapGrpcService_WithoutAddGrpc_SaysWhatIsMissing()
    {
        var builder = WebApplication.CreateSlimBuilder();
        await using var application = builder.Build();

        var error = Should.Throw<InvalidOperationException>(() => application.MapGrpcService<PlainService>());

        error.Message.ShouldContain("AddGrpc");
    }

    [Fact]
    public async Task MapGrpcService_OfAClassThatIsNoService_SaysSo()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGrpc();
        await using var application = builder.Build();

        Should.Throw<InvalidOperationException>(() => application.MapGrpcService<Journal>()).Message.ShouldContain("Journal");
    }

    [Fact]
    public async Task AddGrpc_UnknownResponseEncoding_IsRefusedWhenMapped()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGrpc(options => options.ResponseCompressionAlgorithm = "br");
        await using var application = builder.Build();

        Should.Throw<InvalidOperationException>(() => application.MapGrpcService<PlainService>()).Message.ShouldContain("'br'");
    }

    [Fact]
    public async Task OtherRoutes_BesideGrpc_AreReached()
    {
        await using var server = await GrpcHost.StartAsync(
            application =>
            {
                application.MapGrpcService<PlainService>();
                application.MapGet("/{a}/{b}", () => "page");
            },
            services: services => services.AddSingleton(new Journal()),
            protocols: Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        using var client = new HttpClient();

        var page = await client.GetStringAsync(new Uri($"{server.Address}/grpc.testing.TestService/page"));

        page.ShouldBe("page");
    }

    [Fact]
    public async Task GrpcRequest_OverHttp1_IsTold426()
    {
        await using var server = await GrpcHost.StartAsync(
            application => application.MapGrpcService<PlainService>(),
            services: services => services.AddSingleton(new Journal()),
            protocols: Microsoft.AspNetCore.Server.Kestrel.Core.HttpProtocols.Http1);
        using var client = new HttpClient();
        using var content = new ByteArrayContent(new byte[5]);
        content.Headers.ContentType = new("application/grpc");

        var response = await client.PostAsync(new Uri($"{server.Address}/grpc.testing.TestService/EmptyCall"), content);

        ((int)response.StatusCode).ShouldBe(426);
    }

    private sealed class Journal
    {
        public List<string> Lines { get; } = [];
    }

    private sealed class ScopedThing;

    private sealed class ScopedService : TestService.TestServiceBase, IDisposable
    {
        private readonly Journal journal;
        private readonly ScopedThing thing;

        public ScopedService(Journal journal, ScopedThing thing)
        {
            this.journal = journal;
            this.thing = thing;
            journal.Lines.Add("service made");
        }

        public override Task<Empty> EmptyCall(Empty request, ServerCallContext context)
        {
            context.GetHttpContext().RequestServices.GetRequiredService<ScopedThing>().ShouldBeSameAs(thing);
            return Task.FromResult(new Empty());
        }

        public void Dispose() => journal.Lines.Add("service disposed");
    }

    private sealed class PlainService(Journal journal) : TestService.TestServiceBase
    {
        [System.ComponentModel.Description("on the method")]
        public override Task<Empty> EmptyCall(Empty request, ServerCallContext context)
        {
            journal.Lines.Add("handled");
            return Task.FromResult(new Empty());
        }

        public override Task<SimpleResponse> UnaryCall(SimpleRequest request, ServerCallContext context) => Task.FromResult(new SimpleResponse());
    }

    private sealed class NamingInterceptor(Journal journal, string name) : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            journal.Lines.Add($"{name} in");
            var response = await continuation(request, context);
            journal.Lines.Add($"{name} out");
            return response;
        }
    }

    private sealed class RefusingInterceptor : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.Unauthenticated, ""));
    }
}
