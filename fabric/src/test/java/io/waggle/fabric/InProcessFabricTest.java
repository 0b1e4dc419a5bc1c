package io.waggle.fabric;

class InProcessFabricTest extends FabricContract {

    private final Fabric fabric = new InProcessFabric();

    @Override
    protected Fabric fabric() {
        return fabric;
    }
}
