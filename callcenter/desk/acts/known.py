"""Every act this desk can do: what a point of sale learns to change is one more line here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from callcenter.desk.acts.cancel_order import CANCEL_ORDER
from callcenter.desk.acts.create_customer import CREATE_CUSTOMER
from callcenter.desk.acts.create_customer_once import CREATE_CUSTOMER_ONCE
from callcenter.desk.acts.create_order import CREATE_ORDER
from callcenter.desk.acts.delete_customer import DELETE_CUSTOMER
from callcenter.desk.acts.performer import Performer
from callcenter.desk.acts.redeem import REDEEM
from callcenter.desk.acts.update_customer import UPDATE_CUSTOMER
from callcenter.model.capabilities import Capabilities
from callcenter.replica.outbox import Act


def performers_of(can: Capabilities) -> Mapping[Act, Performer]:
    """Return how each act is done at a point of sale; what it cannot do is not among them."""
    offered = {
        Act.CREATE_CUSTOMER: CREATE_CUSTOMER if can.repeatable_create else CREATE_CUSTOMER_ONCE,
        Act.UPDATE_CUSTOMER: UPDATE_CUSTOMER if can.change_customer_fields else None,
        Act.DELETE_CUSTOMER: DELETE_CUSTOMER if can.delete_customer else None,
        Act.REDEEM: REDEEM if can.redeem else None,
        Act.CREATE_ORDER: CREATE_ORDER if can.create_order else None,
        Act.CANCEL_ORDER: CANCEL_ORDER if can.cancel_order else None,
    }
    return MappingProxyType({act: performer for act, performer in offered.items() if performer is not None})
